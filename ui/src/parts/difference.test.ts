/** Where two texts differ. */
import { expect, test } from "vitest";
import { folded, lineDifference, type Piece, wordDifference } from "./difference";

/** Changed pieces in brackets. */
const marked = (pieces: Piece[]) => pieces.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text));
const inWords = (before: string, after: string) => {
  const found = wordDifference(before, after);
  return [marked(found.before).join(""), marked(found.after).join("")];
};

test.each([
  { before: "same", after: "same", marks: ["same", "same"] },
  { before: "", after: "new", marks: ["", "[new]"] },
  {
    before: "Adds a card.",
    after: "Adds a card to a column.",
    marks: ["Adds a card.", "Adds a card[ to a column]."],
  },
  { before: "Deletes one card", after: "Moves one card", marks: ["[Deletes] one card", "[Moves] one card"] },
  { before: "a b c d", after: "a c d e", marks: ["a [b ]c d", "a c d[ e]"] },
  { before: "naïve café", after: "naïve cafés", marks: ["naïve [café]", "naïve [cafés]"] },
])("“$before” becomes “$after”", ({ before, after, marks }) => {
  expect(inWords(before, after)).toEqual(marks);
});

test("lines stay lines", () => {
  const { before, after } = lineDifference("{\n  a\n  b\n}", "{\n  a\n  c\n  d\n}");
  expect(marked(before)).toEqual(["{", "  a", "[  b]", "}"]);
  expect(marked(after)).toEqual(["{", "  a", "[  c]", "[  d]", "}"]);
});

test("long runs without a change are folded, and so is what is too much", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const { after } = lineDifference(lines.join("\n"), lines.with(10, "new").join("\n"));
  const said = (most: number) =>
    folded(after, most).map(({ piece, skipped }) => piece?.text ?? `${skipped} more`);
  expect(said(100)).toEqual(["7 more", ...lines.slice(7, 10), "new", ...lines.slice(11, 14), "6 more"]);
  expect(said(3)).toEqual(["7 more", "line 7", "line 8", "11 more"]);
  expect(folded(lineDifference("a\nb", "a\nb").after, 100)).toHaveLength(2);
});

test("whatever is marked, nothing of either text is lost", () => {
  const texts = ["", "a", "a b", "b a", "a a b b", "x y z", "a\nb\n", "…„“ 日本語"];
  for (const before of texts) {
    for (const after of texts) {
      const found = wordDifference(before, after);
      expect(found.before.map(({ text }) => text).join("")).toBe(before);
      expect(found.after.map(({ text }) => text).join("")).toBe(after);
      const common = (pieces: Piece[]) => pieces.filter((piece) => !piece.isChanged).map(({ text }) => text);
      expect(common(found.before).join("")).toBe(common(found.after).join(""));
    }
  }
});

test("what is too long to compare counts as changed", () => {
  const text = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join("\n");
  const { before, after } = lineDifference(text("a"), text("b"));
  expect([...before, ...after].every((piece) => piece.isChanged)).toBe(true);
});
