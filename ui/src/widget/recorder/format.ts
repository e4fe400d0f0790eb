/** Several values as one line of a console, with the placeholders that a first string may have. */
import { parseNumber, placeInText, sliceText } from "../originals";
import { shown } from "./values";

/** Longest line: what is beyond is not even put into words. */
const MOST_TEXT = 4000;

/** The values from this one on. */
export function formatted(args: unknown[], from: number): string {
  const first = args[from];
  if (typeof first === "string" && placeInText(first, "%") >= 0) return substituted(first, args, from + 1);
  return line("", args, from);
}

function line(start: string, args: unknown[], from: number): string {
  let text = start;
  for (let index = from; index < args.length && text.length <= MOST_TEXT; index += 1) {
    text += `${text === "" ? "" : " "}${shown(args[index])}`;
  }
  return text;
}

function substituted(pattern: string, args: unknown[], from: number): string {
  let next = from;
  let text = "";
  let start = 0;
  while (text.length <= MOST_TEXT) {
    const sign = placeInText(pattern, "%", start);
    const letter = sign < 0 ? "" : sliceText(pattern, sign + 1, sign + 2);
    if (letter === "") {
      text += sliceText(pattern, start);
      break;
    }
    text += sliceText(pattern, start, sign);
    start = sign + 2;
    const read = letter === "%" ? null : READERS[letter];
    if (read === null) text += "%";
    else if (read && next < args.length) text += read(args[next++]);
    else text += `%${letter}`;
  }
  return line(text, args, next);
}

const READERS: Record<string, ((value: unknown) => string) | undefined> = Object.assign(Object.create(null), {
  s: shown,
  o: shown,
  O: shown,
  d: number,
  i: (value: unknown) => withoutFraction(number(value)),
  f: number,
  // Styles are for the eye.
  c: () => "",
});

function number(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" || typeof value === "symbol" || typeof value === "function"
    ? "NaN"
    : `${parseNumber(`${value as number}`)}`;
}

function withoutFraction(text: string): string {
  const point = placeInText(text, ".");
  return point < 0 ? text : sliceText(text, 0, point);
}
