/** Values in words: readable, bounded, and without calling anything of the page's. */
import { expect, test, vi } from "vitest";
import { shown } from "./values";

class Point {
  x = 1;
  #hidden = 2;
  get hidden() {
    return this.#hidden;
  }
}

const circle: Record<string, unknown> = { name: "c" };
circle.self = [circle];

const link = document.createElement("a");
link.id = "more";
link.className = "button large";

test.each<[string, unknown, string]>([
  ["a string", "as it is", "as it is"],
  ["no value", undefined, "undefined"],
  ["nothing", null, "null"],
  ["a number", 1.5, "1.5"],
  ["a big number", 10n, "10n"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["a function", function draw() {}, "function draw()"],
  ["an object", { a: 1, b: { c: [true, "two", null] } }, '{a: 1, b: {c: [true, "two", null]}}'],
  ["an object of a class", new Point(), "Point {x: 1}"],
  ["an object without a prototype", Object.create(null), "{}"],
  ["a map", new Map([["a", { b: 1 }]]), 'Map(1) {"a" => {b: 1}}'],
  ["a set", new Set([1, "2"]), 'Set(2) {1, "2"}'],
  ["bytes", new Uint8Array(3), "Uint8Array(3)"],
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["a date that is none", new Date(Number.NaN), "Invalid Date"],
  ["a pattern", /a.b/gi, "/a.b/gi"],
  ["an error", new TypeError("no such"), "TypeError: no such"],
  [
    "an error with its cause",
    new Error("outer", { cause: new RangeError("inner") }),
    "Error: outer (cause: RangeError: inner)",
  ],
  ["an error of the platform", new DOMException("gone", "AbortError"), "AbortError: gone"],
  ["a cycle", circle, '{name: "c", self: [(circular)]}'],
  ["an element", link, '<a id="more" class="button large">'],
  ["the window", window, "Window"],
  ["what is deep", [[[[[[[1]]]]]]], "[[[[[Array(1)]]]]]"],
  [
    "what is long",
    Array.from({ length: 103 }, () => 0),
    `[${Array.from({ length: 100 }, () => "0").join(", ")}, … 3 more]`,
  ],
])("%s", (_what, value, expected) => {
  expect(shown(value)).toBe(expected);
});

test("how deep a value is does not take from what is shown of it", () => {
  const cards = Array.from({ length: 80 }, (_, id) => ({ id, tags: ["a"] }));
  const text = shown({ cards });
  expect(text).toContain('{id: 79, tags: ["a"]}');
  expect(text).not.toContain("…");
});

test("what is large is cut, however it is made", () => {
  const wide = Array.from({ length: 90 }, () => ({ text: "x".repeat(100) }));
  expect(shown(wide).length).toBeLessThan(4200);
  const deep = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => [1, 2, 3]));
  expect(shown(deep).length).toBeLessThan(4200);
});

test("nothing of the page's is called, and a proxy may refuse", () => {
  const called = vi.fn(() => "called");
  const value = {
    get secret() {
      return called();
    },
    toJSON: called,
    toString: called,
    [Symbol.toPrimitive]: called,
    get [Symbol.toStringTag]() {
      return called();
    },
  };
  const text = "{secret: (getter), toJSON: function ";
  expect(shown(value).startsWith(text)).toBe(true);
  expect(called).not.toHaveBeenCalled();
  const refusing = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error("refused");
      },
    },
  );
  expect(shown([refusing, 1])).toBe("[(unreadable), 1]");
});
