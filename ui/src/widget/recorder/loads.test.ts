/** What elements load, from the timings of an engine that the test plays, and from their errors. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Conditions } from "../../bindings";

class Entry {
  constructor(
    readonly own: {
      name: string;
      initiatorType: string;
      startTime: number;
      responseEnd: number;
      bytes?: number;
    },
  ) {}
  get name() {
    return this.own.name;
  }
  get startTime() {
    return this.own.startTime;
  }
}
class Timing extends Entry {
  get initiatorType() {
    return this.own.initiatorType;
  }
  get responseEnd() {
    return this.own.responseEnd;
  }
  get decodedBodySize() {
    return this.own.bytes ?? 0;
  }
}
class EntryList {
  constructor(readonly entries: Timing[]) {}
  getEntries() {
    return this.entries;
  }
}
let announce: (list: EntryList) => void = () => {};
vi.stubGlobal("PerformanceEntry", Entry);
vi.stubGlobal("PerformanceResourceTiming", Timing);
vi.stubGlobal("PerformanceObserverEntryList", EntryList);
vi.stubGlobal(
  "PerformanceObserver",
  class {
    constructor(heard: typeof announce) {
      announce = heard;
    }
    observe() {}
  },
);
vi.stubGlobal("fetch", async () => new Response("", { status: 200 }));
const { recordBeacons } = await import("./beacon");
const { createConditions } = await import("./conditions");
const { createExchanges } = await import("./exchanges");
const { recordFetch } = await import("./fetch");
const { recordLoads } = await import("./loads");
const { recording } = await import("./recording");

const FREE: Conditions = { offline: false, delay: 0, failing: [] };
const CDN = "https://cdn.example";
let record: ReturnType<typeof recording>;

/** A timing that the engine tells, of a load that takes 40 milliseconds and begins now, or earlier. */
function time(initiatorType: string, name: string, bytes = 9, startTime = performance.now()): void {
  announce(
    new EntryList([new Timing({ initiatorType, name, startTime, responseEnd: startTime + 40, bytes })]),
  );
}

function fail(element: HTMLElement): void {
  document.body.append(element);
  const event = Object.defineProperty(new Event("error"), "isTrusted", { value: true });
  element.dispatchEvent(event);
}

const made = (tag: string, attributes: Record<string, string>) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

const load = (initiator: string, url: string, outcome = "done", more: object = { bytes: 9 }) => ({
  initiator,
  method: "GET",
  url,
  status: null,
  mimeType: null,
  bytes: null,
  outcome,
  detail: "",
  ...more,
});

beforeEach(() => {
  record = recording();
  const exchanges = createExchanges(record.observations, record.positions);
  const network = createConditions(FREE);
  vi.stubGlobal("fetch", async () => new Response("", { status: 200 }));
  recordFetch(exchanges, network);
  recordBeacons(exchanges, network);
  recordLoads(exchanges)();
  return () => document.body.replaceChildren();
});

test.each([
  ["script", `${CDN}/a`, "script"],
  ["img", `${CDN}/a`, "image"],
  ["video", `${CDN}/a`, "media"],
  ["iframe", `${CDN}/a`, "frame"],
  ["link", `${CDN}/theme`, "style"],
  ["link", `${CDN}/preload.woff2?v=1`, "font"],
  ["css", `${CDN}/f.WOFF#x`, "font"],
  ["css", `${CDN}/i.png`, "image"],
  ["other", `${CDN}/what`, "other"],
])("a timing of %s for %s is of a %s", (type, url, initiator) => {
  time(type, url);
  expect(record.requests()).toEqual([load(initiator, url)]);
});

test("what is in the document itself is no request", () => {
  time("img", "data:image/png;base64,AAAA");
  expect(record.requests()).toEqual([]);
});

test("a request of a script is not listed again, but learns its length", async () => {
  await fetch(`${CDN}/data`);
  time("fetch", `${CDN}/data`, 70);
  expect(record.requests()).toEqual([load("fetch", `${CDN}/data`, "done", { status: 200, bytes: 70 })]);
});

// Of kinds that this page's engine does not load by itself.
test.each([
  ["img", "src", {}, "image"],
  ["script", "src", { type: "text/plain" }, "script"],
  ["link", "href", { rel: "preload" }, "style"],
  ["object", "data", {}, "other"],
])("an element %s that could not be loaded is told as failed", (tag, attribute, more, initiator) => {
  const url = `${CDN}/gone`;
  fail(made(tag, { ...more, [attribute]: url }));
  expect(record.requests()).toEqual([load(initiator, url, "failed", {})]);
});

test("a picture that loads after it has failed is a request of its own", async () => {
  fail(made("img", { src: `${CDN}/late.png` }));
  await new Promise((resolve) => setTimeout(resolve));
  time("img", `${CDN}/late.png`);
  expect(record.requests()).toEqual([
    load("image", `${CDN}/late.png`, "failed", {}),
    load("image", `${CDN}/late.png`),
  ]);
});

test("a picture that was answered with something else is one request, and was answered", () => {
  const begun = performance.now();
  fail(made("img", { src: `${CDN}/gone.png` }));
  time("img", `${CDN}/gone.png`, 9, begun);
  fail(made("img", { src: `${CDN}/gone.png` }));
  expect(record.requests()).toEqual([load("image", `${CDN}/gone.png`)]);
});

test("a beacon is sent as far as anyone knows", () => {
  vi.stubGlobal("navigator", Object.assign(navigator, { sendBeacon: vi.fn(() => true) }));
  const own = recording();
  const exchanges = createExchanges(own.observations, own.positions);
  recordBeacons(exchanges, createConditions(FREE));
  expect(navigator.sendBeacon(`${CDN}/b`, "text")).toBe(true);
  expect(own.requests()).toEqual([load("beacon", `${CDN}/b`, "done", { method: "POST" })]);
  exchanges.blocked(`${CDN}/b`);
  expect(own.requests()).toEqual([load("beacon", `${CDN}/b`, "failed", { method: "POST" })]);
});
