/** Where two texts differ: by word, or by line. */
export type Piece = { text: string; isChanged: boolean };

export type Difference = { before: Piece[]; after: Piece[] };

/** Beyond this many comparisons a difference takes noticeably long; then all of both texts counts as changed. */
const MOST_COMPARISONS = 4_000_000;

/** Neighbouring words that fare the same are one piece. */
export function wordDifference(before: string, after: string): Difference {
  const { before: left, after: right } = difference(words(before), words(after));
  return { before: joined(left), after: joined(right) };
}

/** Each piece is a line, without its end. */
export function lineDifference(before: string, after: string): Difference {
  return difference(before.split("\n"), after.split("\n"));
}

/** Lines that stand around a change. */
const CONTEXT = 3;

export type Folded = { skipped: number; piece?: never } | { piece: Piece; skipped?: never };

/** The lines with long runs of unchanged ones left out, up to so many lines. */
export function folded(lines: Piece[], most: number): Folded[] {
  const isNear = nearChanges(lines);
  const shown: Folded[] = [];
  for (const [index, piece] of lines.entries()) {
    const last = shown.at(-1);
    if (isNear[index] && shown.length < most) shown.push({ piece });
    else if (last?.skipped !== undefined) last.skipped += 1;
    else shown.push({ skipped: 1 });
  }
  return shown;
}

/** Where nothing changed on this side, all of it is near. */
function nearChanges(lines: Piece[]): boolean[] {
  if (!lines.some((line) => line.isChanged)) return lines.map(() => true);
  const near = lines.map(() => false);
  for (const [index, { isChanged }] of lines.entries()) {
    if (isChanged) near.fill(true, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
  }
  return near;
}

/** Words with the spaces and signs between them as tokens of their own. */
function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

function difference(before: string[], after: string[]): Difference {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (end < shorter && before.at(-1 - end) === after.at(-1 - end)) end += 1;

  const left = before.slice(start, before.length - end);
  const right = after.slice(start, after.length - end);
  const common = commonTokens(left, right);
  const side = (tokens: string[], kept: ReadonlySet<number>) =>
    tokens.map((text, index) => ({
      text,
      isChanged: index >= start && index < tokens.length - end && !kept.has(index - start),
    }));
  return { before: side(before, common.left), after: side(after, common.right) };
}

/** Indexes of the tokens of a longest common subsequence, on either side. */
function commonTokens(left: string[], right: string[]) {
  const kept = { left: new Set<number>(), right: new Set<number>() };
  if (left.length * right.length > MOST_COMPARISONS) return kept;
  const lengths = lengthsOf(left, right);
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      kept.left.add(row);
      kept.right.add(column);
      row += 1;
      column += 1;
    } else if (lengths(row + 1, column) >= lengths(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

/** How long the longest common subsequence is from there on. */
function lengthsOf(left: string[], right: string[]): (row: number, column: number) => number {
  const width = right.length + 1;
  const table = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      table[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return at;
}

function joined(pieces: Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last?.isChanged === piece.isChanged) last.text += piece.text;
    else whole.push({ ...piece });
  }
  return whole;
}
