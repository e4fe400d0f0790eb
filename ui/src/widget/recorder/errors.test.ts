/** Errors that nobody caught. */
import { beforeEach, expect, test } from "vitest";
import { recordErrors } from "./errors";
import { recording } from "./recording";

let record: ReturnType<typeof recording>;

beforeEach(() => {
  record = recording();
  recordErrors(record.observations, record.positions)();
});

/** What the engine announces. */
function announce(error: unknown, message: string, prevent = false): void {
  const event = new ErrorEvent("error", { error, message, cancelable: true });
  Object.defineProperty(event, "isTrusted", { value: true });
  if (prevent) window.addEventListener("error", (heard) => heard.preventDefault(), { once: true });
  window.dispatchEvent(event);
}

function uncaught(text: string, stack: string) {
  return { kind: "console", level: "error", origin: "uncaught", text, stack };
}

test("an error is told with its stack, what is none by its message", () => {
  const error = new RangeError("too far");
  error.stack = "draw@https://cdn.example/app.js:3:4";
  announce(error, "RangeError: too far");
  announce("just text", "Uncaught just text");
  expect(record.told()).toEqual([
    uncaught("RangeError: too far", "draw (https://cdn.example/app.js:3:4)"),
    uncaught("Uncaught just text", ""),
  ]);
});

test("an error that the page has dealt with is none, and neither is an event of the page's own", () => {
  announce(new Error("handled"), "handled", true);
  window.dispatchEvent(new ErrorEvent("error", { message: "made up" }));
  window.dispatchEvent(new Event("error"));
  expect(record.told()).toEqual([]);
});
