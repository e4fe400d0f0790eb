/** JSON is read exactly or refused with its place. */
import { expect, test } from "vitest";
import { readJson } from "./json-text";

test("what is read is what was typed", () => {
  const text = '{"a": [1, -2.5e3, "9007199254740993", null, true], "__proto__": {"b": 1}}';
  const reading = readJson(text);
  expect(reading).toEqual({ ok: true, value: JSON.parse(text) });
  expect(reading.ok && JSON.stringify(reading.value)).toBe(
    '{"a":[1,-2500,"9007199254740993",null,true],"__proto__":{"b":1}}',
  );
});

test.each([
  {
    text: '{"id": 9007199254740993}',
    said: "9007199254740993 is too large to be sent exactly: it would arrive as 9007199254740992. Write it as a string, or use a smaller number.",
    at: 7,
  },
  {
    text: "[1e999]",
    said: "1e999 is too large to be sent exactly: it would arrive as null. Write it as a string, or use a smaller number.",
    at: 1,
  },
  { text: "  ", said: "There is no JSON here yet.", at: 0 },
])("$text is refused", ({ text, said, at }) => {
  expect(readJson(text)).toEqual({ ok: false, text: said, at });
});

test("a slip is refused with a sentence", () => {
  const reading = readJson('{"a": 1,}');
  expect(reading.ok).toBe(false);
  expect(!reading.ok && reading.text).toMatch(/^This is not JSON yet: /);
});
