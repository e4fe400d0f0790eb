/** What counts as a gesture of the person's, and for how long. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

// Before the import: the script takes its clock when it starts.
vi.useFakeTimers();
const { senseGestures } = await import("./gestures");

let reports: number[];
let gestures: ReturnType<typeof senseGestures>;

beforeEach(() => {
  const own: number[] = [];
  reports = own;
  gestures = senseGestures(5000, () => own.push(1));
  gestures.attach();
});
afterEach(() => void vi.advanceTimersByTime(60_000));

/** What a person does is told from what a script does by a property that only the engine can set. */
function person(type: string): void {
  window.dispatchEvent(Object.defineProperty(new Event(type), "isTrusted", { value: true }));
}

test("nothing has happened yet", () => {
  expect([gestures.isRecent(), reports.length]).toEqual([false, 0]);
});

test("a click counts from its first event on, for as long as it lasts, and is reported once", () => {
  for (const type of ["pointerdown", "mousedown", "pointerup", "click"]) person(type);
  expect([gestures.isRecent(), reports.length]).toEqual([true, 1]);
  vi.advanceTimersByTime(4999);
  expect(gestures.isRecent()).toBe(true);
  vi.advanceTimersByTime(1);
  expect(gestures.isRecent()).toBe(false);
});

test("a key counts, and each gesture begins the time anew", () => {
  person("keydown");
  vi.advanceTimersByTime(3000);
  person("keydown");
  vi.advanceTimersByTime(3000);
  expect([gestures.isRecent(), reports.length]).toEqual([true, 2]);
});

test("a listener that is attached twice, because the document was written anew, hears once", () => {
  gestures.attach();
  person("click");
  expect(reports.length).toBe(1);
});

test("what a script dispatches is no gesture", () => {
  for (const type of ["pointerdown", "click", "keydown"]) window.dispatchEvent(new Event(type));
  expect([gestures.isRecent(), reports.length]).toEqual([false, 0]);
});
