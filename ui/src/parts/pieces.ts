/** Cuts a long text into pieces. */

/** In UTF-16 units. */
const LONGEST_PIECE = 16_000;

/** The text in its order, with nothing left out: cut after a line where one ends, and never within a character. */
export function pieces(text: string): string[] {
  const cut: string[] = [];
  let start = 0;
  while (text.length - start > LONGEST_PIECE) {
    const end = endOfPiece(text, start);
    cut.push(text.slice(start, end));
    start = end;
  }
  return [...cut, text.slice(start)];
}

function endOfPiece(text: string, start: number): number {
  const end = start + LONGEST_PIECE;
  const line = text.lastIndexOf("\n", end - 1);
  if (line > start) return line + 1;
  return isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
