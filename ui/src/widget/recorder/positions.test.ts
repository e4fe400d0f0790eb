/** Places as the author knows them: lines of the template, whatever stands before them in the document. */
import { expect, test } from "vitest";
import { createPositions, stackOf } from "./positions";

/** A doctype of 15 letters in the second line of the template, and three lines of ours after it. */
const positions = createPositions({ line: 2, lines: 3, columns: 15 }, "widget://board/?v=1#top");

test.each([
  ["before our script", 1, 4, { url: "", line: 1, column: 4 }],
  ["in our script", 2, 40, null],
  ["in its last line", 4, 1, null],
  ["in the rest of the line in which it was put", 5, 3, { url: "", line: 2, column: 18 }],
  ["in the lines after that", 9, 3, { url: "", line: 6, column: 3 }],
])("a place %s", (_where, line, column, expected) => {
  expect(positions.at("widget://board/?v=1", line, column)).toEqual(expected);
});

test("a place in another file is as it is, and what has no line has no place", () => {
  const file = "https://cdn.example/app.js";
  expect(positions.at(`${file}?v=2#x`, 3, 7)).toEqual({ url: `${file}?v=2`, line: 3, column: 7 });
  expect(positions.at(file, 0, 0)).toBe(null);
  expect(positions.at("", 3, 7)).toBe(null);
  expect(positions.at("undefined", 1, 7)).toBe(null);
});

test.each([
  [
    "WebKit",
    [
      "apply@widget://board/:2:900",
      "forEach@[native code]",
      "eval code@",
      "draw@https://unpkg.com/react@19.0.0/index.js:10:20",
      "@widget://board/:9:3",
      "global code@widget://board/:20:1",
    ],
  ],
  [
    "other engines",
    [
      "Error: broken (here: 3:4)",
      "    at Object.apply (widget://board/:2:900)",
      "    at Array.forEach (<anonymous>)",
      "    at draw (https://unpkg.com/react@19.0.0/index.js:10:20)",
      "    at widget://board/:9:3",
      "    at global code (widget://board/:20:1)",
    ],
  ],
])("the author's frames of a stack of %s", (_engine, stack) => {
  const text = stack.join("\n");
  const url = "https://unpkg.com/react@19.0.0/index.js";
  expect(positions.first(text)).toEqual({ url, line: 10, column: 20 });
  expect(positions.frames(text)).toBe(`draw (${url}:10:20)\n(anonymous) (6:3)\nglobal code (17:1)`);
});

test("a stack that the author has put something else in is not asked", () => {
  const asked: string[] = [];
  const error = Object.defineProperty({}, "stack", { get: () => asked.push("stack") });
  expect(stackOf(error)).toBe("");
  expect(stackOf({ stack: 5 })).toBe("");
  expect(asked).toEqual([]);
});
