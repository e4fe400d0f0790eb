/** The console of the widget: everything that is written to it, as it would be read there. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { recordConsole } from "./console";
import { recording } from "./recording";

let record: ReturnType<typeof recording>;
const real = { ...console };
const heard = vi.fn();

beforeEach(() => {
  heard.mockClear();
  for (const name of Object.keys(real) as (keyof Console)[]) {
    if (typeof console[name] === "function") Object.assign(console, { [name]: heard });
  }
  record = recording();
  recordConsole(record.observations, record.positions);
});

afterEach(() => {
  Object.assign(console, real);
});

/** Level and text of what is told. */
const written = () => record.told().map(({ level, text }) => `${level}: ${text}`);

test("every level is told, and the real console hears it too", () => {
  const value = { a: [1] };
  console.debug("one", 1);
  console.log("two", value);
  console.info();
  console.warn(null, undefined);
  console.error("five", true);
  expect(record.told()).toEqual(
    [
      ["debug", "one 1"],
      ["log", "two {a: [1]}"],
      ["info", ""],
      ["warn", "null undefined"],
      ["error", "five true"],
    ].map(([level, text]) => ({ kind: "console", level, origin: "console", text, stack: "" })),
  );
  expect(heard.mock.calls).toEqual([["one", 1], ["two", value], [], [null, undefined], ["five", true]]);
  expect(heard.mock.calls[1]?.[1]).toBe(value);
});

test("placeholders are filled in, and the rest follows", () => {
  console.log("%s has %d of %i, %f%%: %o %c%x", "Ann", "3.5", 4.9, "0.5", { a: 1 }, "color: red", "more", 7);
  console.log("100%", "%s");
  console.log("%s %s", "one");
  expect(written()).toEqual(["log: Ann has 3.5 of 4, 0.5%: {a: 1} %x more 7", "log: 100% %s", "log: one %s"]);
});

test("an assertion that holds says nothing", () => {
  console.assert(true, "fine");
  console.assert(1 > 2, "order", 1);
  console.assert(false);
  expect(written()).toEqual(["error: Assertion failed: order 1", "error: Assertion failed"]);
});

test("counts, timers and groups read as in a console", () => {
  console.count();
  console.count();
  console.countReset();
  console.count("clicks");
  console.group("outer");
  console.groupCollapsed("inner");
  console.log("deep");
  console.groupEnd();
  console.groupEnd();
  console.groupEnd();
  console.time("load");
  console.timeLog("load", "half");
  console.timeEnd("load");
  console.timeEnd("load");
  console.table([{ a: 1 }]);
  console.dir({ b: 2 });
  expect(written().map((text) => text.replace(/[\d.]+ ms/, "5 ms"))).toEqual([
    "log: default: 1",
    "log: default: 2",
    "log: clicks: 1",
    "log: outer",
    "log:   inner",
    "log:     deep",
    "log: load: 5 ms half",
    "log: load: 5 ms",
    "warn: There is no timer “load”.",
    "log: [{a: 1}]",
    "log: {b: 2}",
  ]);
});

test("an error brings its stack", () => {
  const error = new TypeError("broken");
  error.stack = "draw@https://cdn.example/app.js:3:4\nglobal code@widget://board/:7:1";
  console.error("while drawing:", error);
  expect(record.told()).toEqual([
    {
      kind: "console",
      level: "error",
      origin: "console",
      text: "while drawing: TypeError: broken",
      stack: "draw (https://cdn.example/app.js:3:4)\nglobal code (6:1)",
    },
  ]);
});

test("a value that writes to the console while it is read does so only there", () => {
  const chatty = new Proxy(
    {},
    {
      ownKeys: () => {
        console.log("asked");
        return [];
      },
    },
  );
  console.log("chatty", chatty);
  expect(written()).toEqual(["log: chatty {}"]);
  expect(heard.mock.calls[0]).toEqual(["asked"]);
});

test("the methods keep their names and lengths, and answer as the real ones do", () => {
  heard.mockReturnValueOnce("answer");
  expect((console.log as (text: string) => unknown)("asked")).toBe("answer");
  expect(console.log.length).toBe(heard.length);
  expect(`${console.log}`).toContain("[native code]");
});
