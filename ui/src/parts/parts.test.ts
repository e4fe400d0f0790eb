/** Text, times and large values as they are shown. */
import { expect, test } from "vitest";
import { inSeconds } from "./countdown";
import { briefMoment, clock, duration } from "./elapsed";
import { pieces } from "./pieces";
import { shorten } from "./shorten";
import { visibleJson, visibleText } from "./visible-text";

test("nothing in a text hides or reorders its surroundings", () => {
  expect(visibleText("pay\u202e001\u202c\u200b now\u0007\u2028")).toBe(
    "pay\\u{202e}001\\u{202c}\\u{200b} now\\u{7}\\u{2028}",
  );
  expect(visibleText("a\u3164b\u{e0100}c\u034f")).toBe("a\\u{3164}b\\u{e0100}c\\u{34f}");
  expect(visibleText("a\tb\nc – ünï 日本 🙂 ❤\ufe0f")).toBe("a\tb\nc – ünï 日本 🙂 ❤\ufe0f");
  expect(visibleJson({ a: "x\u202ey" })).toBe('{\n  "a": "x\\u{202e}y"\n}');
});

test("times read as people say them", () => {
  expect([clock(0), clock(65_900), clock(-5)]).toEqual(["00:00", "01:05", "00:00"]);
  expect([duration(48), duration(1_340), duration(125_000)]).toEqual(["48 ms", "1.3 s", "2 min 5 s"]);
});

test("what is left of a time is told in seconds and minutes", () => {
  expect([inSeconds(0), inSeconds(59), inSeconds(60), inSeconds(125)]).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "2 min 5 s",
  ]);
});

test("a long text is cut after lines and between characters, and is whole when put together", () => {
  const lines = Array.from({ length: 2_000 }, (_, index) => `${index} ${"word ".repeat(index % 7)}`).join(
    "\n",
  );
  const line = `a${"🙂".repeat(20_000)}`;
  const cut = pieces(`${lines}\n${line}`);
  expect(cut.join("")).toBe(`${lines}\n${line}`);
  expect(cut.map((piece) => piece.length <= 16_000 && !/[\ud800-\udbff]$/.test(piece))).toEqual(
    cut.map(() => true),
  );
  expect(pieces("")).toEqual([""]);
  expect(pieces("one\ntwo")).toEqual(["one\ntwo"]);
});

test("a brief moment is the time of today, else the day", () => {
  const now = new Date(2026, 4, 17, 15, 30);
  expect(briefMoment(new Date(2026, 4, 17, 9, 5, 59).toISOString(), now)).toMatch(/^0?9:05/);
  expect(briefMoment(new Date(2026, 4, 16, 9, 5).toISOString(), now)).toMatch(/16/);
  expect(briefMoment("never", now)).toBe("never");
});

test("long texts and lists are cut and counted, the rest is kept", () => {
  const value = { a: "x".repeat(2_001), b: Array.from({ length: 201 }, (_, i) => i), c: "short" };
  expect(shorten(value)).toEqual({
    value: {
      a: `${"x".repeat(2_000)}… (2,001 characters)`,
      b: [...Array.from({ length: 200 }, (_, i) => i), "… (1 more entries)"],
      c: "short",
    },
    cuts: 2,
  });
  expect(shorten([1, null, "a"])).toEqual({ value: [1, null, "a"], cuts: 0 });
});
