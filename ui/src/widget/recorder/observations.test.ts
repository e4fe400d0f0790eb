/** How observations are passed on: in batches, and bounded whatever a widget does. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Observation } from "../../bindings";

// Before the import: the script takes its clock when it starts.
vi.useFakeTimers();
const { collectObservations, cut } = await import("./observations");

let batches: Observation[][];
let observations: ReturnType<typeof collectObservations>;

beforeEach(() => {
  batches = [];
  observations = collectObservations((batch) => batches.push(structuredClone(batch)));
});

function line(text: string): Observation {
  return { kind: "console", at: 1, level: "log", origin: "console", text, position: null, stack: "" };
}

function write(text: string): void {
  if (observations.admits("console")) observations.add("console", line(text));
}

const request = (id: number) => ({
  kind: "request" as const,
  id,
  initiator: "fetch" as const,
  method: "GET",
  url: "https://api.example/",
  started: 1,
  duration: null as number | null,
  status: null,
  mimeType: null,
  bytes: null,
  outcome: "pending" as "pending" | "done",
  detail: "",
  position: null,
});

test("lines of one moment come together, and those of another later", () => {
  write("one");
  write("two");
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(100);
  write("three");
  vi.advanceTimersByTime(100);
  expect(batches).toEqual([[line("one"), line("two")], [line("three")]]);
});

test("of a widget that writes without end the first lines are told, and the others counted", () => {
  for (let count = 0; count < 100_000; count += 1) write(`${count}`);
  expect(observations.admits("uncaught")).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(batches.length).toBe(1);
  expect(batches[0]?.length).toBe(151);
  expect(batches[0]?.slice(149)).toEqual([
    line("149"),
    { kind: "omitted", console: 100_000 - 150, requests: 0 },
  ]);
});

test("long texts go in more batches than one", () => {
  for (let count = 0; count < 100; count += 1) write("x".repeat(4000));
  vi.advanceTimersByTime(100);
  expect(batches.map((batch) => batch.length)).toEqual([62]);
  vi.advanceTimersByTime(100);
  expect(batches.map((batch) => batch.length)).toEqual([62, 38]);
});

test("a request that ends before it is told is told once, and one that ends later once more", () => {
  const first = request(1);
  observations.addRequest(first);
  first.outcome = "done";
  observations.addRequest(first);
  vi.advanceTimersByTime(100);
  first.duration = 5;
  observations.addRequest(first);
  vi.advanceTimersByTime(100);
  const done = { ...request(1), outcome: "done" };
  expect(batches).toEqual([[done], [{ ...done, duration: 5 }]]);
});

test("what has come to nothing when the batch leaves is not told", () => {
  let isPrevented = false;
  observations.add("uncaught", line("prevented"), () => !isPrevented);
  isPrevented = true;
  vi.advanceTimersByTime(100);
  expect(batches).toEqual([]);
});

test("when the document goes all of it is told at once", () => {
  for (let count = 0; count < 100; count += 1) write("x".repeat(4000));
  observations.flush();
  expect(batches.flat().length).toBe(100);
});

test("a text is cut at 4,000 letters", () => {
  expect(cut("x".repeat(4000))).toBe("x".repeat(4000));
  expect(cut("x".repeat(4001))).toBe(`${"x".repeat(3999)}…`);
});
