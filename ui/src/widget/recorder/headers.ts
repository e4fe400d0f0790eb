/** What is read from the headers of answers. */
import { isFiniteNumber, lowerCase, trim } from "../originals";
import { before } from "./positions";

/** `text/html` of `Text/HTML; charset=utf-8`. */
export function mimeTypeOf(header: string | null): string | null {
  if (!header) return null;
  return lowerCase(trim(before(header, ";"))) || null;
}

export function numberIn(header: string | null): number | null {
  if (!header) return null;
  const value = +header;
  return isFiniteNumber(value) && value >= 0 ? value : null;
}
