/**
 * Places in the author's scripts, from stacks and events. What stands in the document is told by the lines of the
 * template; frames of our own script, which is in the document too, are passed over.
 */
import type { Inserted, SourcePosition } from "../../bindings";
import {
  attempt,
  getOwnPropertyDescriptor,
  hasOwn,
  lastPlaceInText,
  NativeError,
  placeInText,
  sliceText,
  trim,
} from "../originals";
import { cut } from "./observations";

type Frame = { name: string; url: string; line: number; column: number };

/** Frames that are looked at for one of the author's. */
const DEEPEST = 40;

export type Positions = ReturnType<typeof createPositions>;

/** `address` is the document's own. */
export function createPositions(inserted: Inserted, address: string) {
  // WebKit's stacks have addresses without what is asked of them, its events the whole ones.
  const own = withoutFragment(address);
  const short = before(own, "?");
  const isOwn = (url: string): boolean => url === own || url === short;

  const isOurs = ({ url, line }: Frame): boolean =>
    isOwn(url) && line >= inserted.line && line < inserted.line + inserted.lines;

  /** As the template has it. Absent for a place in our own script, and for none: WebKit names code made of text so. */
  function at(url: string, line: number, column: number): SourcePosition | null {
    const frame = { name: "", url: withoutFragment(url), line, column };
    if (url === "" || url === "undefined" || line < 1 || isOurs(frame)) return null;
    return mapped(frame);
  }

  function mapped({ url, line, column }: Frame): SourcePosition {
    if (!isOwn(url)) return { url: cut(url), line, column };
    if (line < inserted.line) return { url: "", line, column };
    const isSameLine = line === inserted.line + inserted.lines;
    return { url: "", line: line - inserted.lines, column: isSameLine ? column + inserted.columns : column };
  }

  /** The author's script that is running. */
  const here = (): SourcePosition | null => first(stackOf(new NativeError()));

  /** The innermost frame of the author's. */
  function first(stack: string): SourcePosition | null {
    let found: SourcePosition | null = null;
    eachLine(stack, (line) => {
      const frame = readFrame(line);
      if (!frame || isOurs(frame)) return true;
      found = mapped(frame);
      return false;
    });
    return found;
  }

  /** A line for each frame of the author's; those in the document have no address. */
  function frames(stack: string): string {
    let text = "";
    eachLine(stack, (line) => {
      const frame = readFrame(line);
      if (frame && !isOurs(frame)) {
        const place = mapped(frame);
        const address = place.url ? `${place.url}:` : "";
        text += `${text && "\n"}${frame.name || "(anonymous)"} (${address}${place.line}:${place.column})`;
      }
      return true;
    });
    return cut(text);
  }

  return { at, here, first, frames };
}

/** The engine's text, or an empty one where the page has put a getter of its own there. */
export function stackOf(error: object): string {
  const described = attempt(() => getOwnPropertyDescriptor(error, "stack"));
  if (!described) return "";
  if (hasOwn(described, "value")) return typeof described.value === "string" ? described.value : "";
  return described.get === ownStack?.get ? `${attempt(() => (error as Error).stack) ?? ""}` : "";
}

/** Some engines have it as an accessor of each error. */
const ownStack = getOwnPropertyDescriptor(new NativeError(), "stack");

/** Until `visit` returns false. */
function eachLine(text: string, visit: (line: string) => boolean): void {
  let start = 0;
  for (let count = 0; count < DEEPEST && start < text.length; count += 1) {
    const end = placeInText(text, "\n", start);
    if (!visit(sliceText(text, start, end < 0 ? text.length : end)) || end < 0) return;
    start = end + 1;
  }
}

/** WebKit's `name@url:1:2`, or `at name (url:1:2)` of the others. */
function readFrame(text: string): Frame | null {
  const line = trim(text);
  if (sliceText(line, 0, 3) === "at ") {
    const open = lastPlaceInText(line, " (");
    return open < 0
      ? readPlace("", sliceText(line, 3))
      : readPlace(sliceText(line, 3, open), sliceText(line, open + 2, line.length - 1));
  }
  // Addresses of packages have an @ as well, names have none.
  const sign = placeInText(line, "@");
  return readPlace(sign < 0 ? "" : sliceText(line, 0, sign), sliceText(line, sign + 1));
}

function readPlace(name: string, place: string): Frame | null {
  const beforeColumn = lastPlaceInText(place, ":");
  const beforeLine = lastPlaceInText(place, ":", beforeColumn - 1);
  if (beforeLine < 1) return null;
  const line = +sliceText(place, beforeLine + 1, beforeColumn);
  const column = +sliceText(place, beforeColumn + 1);
  const url = withoutFragment(sliceText(place, 0, beforeLine));
  return line > 0 && column >= 0 ? { name, url, line, column } : null;
}

export const withoutFragment = (url: string): string => before(url, "#");

/** The text up to this sign, or the whole. */
export function before(text: string, sign: string): string {
  const place = placeInText(text, sign);
  return place < 0 ? text : sliceText(text, 0, place);
}
