/** Whose messages a widget's scripts hear. */
import { expect, test } from "vitest";
import { ignoreStrangers } from "./strangers";

test("a widget hears its page, itself and its own frames, and no other window", () => {
  ignoreStrangers();
  const heard: unknown[] = [];
  window.addEventListener("message", ({ data }) => heard.push(data));
  const frame = (parent: unknown) => ({ parent });
  const other = frame({ parent: null });
  const cases: [string, unknown][] = [
    ["the page", window.parent],
    ["itself", window],
    ["a frame in it", frame(window)],
    ["a frame in that", frame(frame(window))],
    ["another widget", other],
    ["a frame in another widget", frame(other)],
    ["a frame that is gone", null],
  ];
  for (const [data, source] of cases) {
    const event = new MessageEvent("message", { data });
    Object.defineProperty(event, "isTrusted", { value: true });
    Object.defineProperty(event, "source", { value: source });
    window.dispatchEvent(event);
  }
  window.dispatchEvent(new MessageEvent("message", { data: "what a script of its own makes" }));
  expect(heard).toEqual([
    "the page",
    "itself",
    "a frame in it",
    "a frame in that",
    "what a script of its own makes",
  ]);
});
