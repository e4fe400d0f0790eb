/**
 * The text of a media query list in which the features that are emulated have become conditions that always hold or
 * never do. Types, `not`, `only`, `and`, `or`, commas, and all other features stay, for the engine to judge.
 */
import { of, placeInText, sliceText } from "../originals";

/** Whether a feature holds, as it is written between its parentheses; null for what is the engine's. */
export type Answer = (feature: string) => boolean | null;

const ALWAYS = "(min-width: 0)";
const NEVER = "(max-width: -1px)";
const execute = of(RegExp.prototype.exec);
/** Before a parenthesis it makes a function of it, such as `calc(`. */
const OF_A_NAME = /[-\w]/;

/** The same text where no feature in it is emulated. */
export function rewritten(author: string, answer: Answer): string {
  const text = withoutComments(author);
  let result = "";
  let copied = 0;
  let opened = -1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "(") {
      opened = index > 0 && execute(OF_A_NAME, text[index - 1] as string) ? -1 : index;
    } else if (character === ")" && opened >= 0) {
      // Innermost: a group of conditions has closed parentheses in it.
      const holds = answer(sliceText(text, opened + 1, index));
      if (holds !== null) {
        result += sliceText(text, copied, opened) + (holds ? ALWAYS : NEVER);
        copied = index + 1;
      }
      opened = -1;
    }
  }
  return copied === 0 ? author : result + sliceText(text, copied);
}

function withoutComments(text: string): string {
  let result = "";
  let rest = text;
  for (;;) {
    const start = placeInText(rest, "/*");
    if (start < 0) return result + rest;
    result += `${sliceText(rest, 0, start)} `;
    const end = placeInText(rest, "*/", start + 2);
    if (end < 0) return result;
    rest = sliceText(rest, end + 2);
  }
}
