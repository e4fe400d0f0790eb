/** Connections that last, over an engine that connects when the test says so. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Conditions } from "../../bindings";

// Before the import: the script takes its clock when it starts.
vi.useFakeTimers();

/** What both have in common. */
class Engine extends EventTarget {
  static newest: Engine;
  readyState_ = 0;
  closed = 0;
  constructor(readonly address: string) {
    super();
    if (address === "refused") throw new DOMException("Refused.", "SecurityError");
    Engine.newest = this;
  }
  get url() {
    return this.address;
  }
  get readyState() {
    return this.readyState_;
  }
  close() {
    this.closed += 1;
    this.readyState_ = 2;
  }
  announce(type: string, more: object = {}, state = this.readyState_) {
    this.readyState_ = state;
    const event = Object.defineProperties(
      type === "message"
        ? new MessageEvent(type, more)
        : type === "close"
          ? new CloseEvent(type, more)
          : new Event(type),
      { isTrusted: { value: true, configurable: true } },
    );
    this.dispatchEvent(event);
    // What engines do when a dispatch has ended, and this page's does not.
    Object.defineProperty(event, "isTrusted", { value: false });
    for (const flag of Object.getOwnPropertySymbols(event))
      if (/propagationStopped/i.test(flag.description ?? "")) Object.assign(event, { [flag]: false });
  }
}
class EngineSocket extends Engine {
  static readonly OPEN = 1;
  // Of its own, as in an engine.
  override get readyState() {
    return this.readyState_;
  }
  sent: unknown[] = [];
  send(data: unknown) {
    this.sent.push(data);
  }
}
class EngineSource extends Engine {
  override get readyState() {
    return this.readyState_;
  }
}

vi.stubGlobal("WebSocket", EngineSocket);
vi.stubGlobal("EventSource", EngineSource);
const { createConditions } = await import("./conditions");
const { createExchanges } = await import("./exchanges");
const { recording } = await import("./recording");
const { recordEventSources, recordWebSockets } = await import("./sockets");

const FREE: Conditions = { offline: false, delay: 0, failing: [] };
const LIVE = "wss://api.example/live";
const record = recording();
const network = createConditions(FREE);
const exchanges = createExchanges(record.observations, record.positions);
recordWebSockets(exchanges, network);
recordEventSources(exchanges, network);

beforeEach(() => {
  network.change(FREE);
  record.told();
});

const request = (initiator: string, url: string, outcome: string, more: object = {}) => ({
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

/** What the page hears, with the state that it reads then. */
function listen(target: EventTarget & { readyState: number }): string[] {
  const heard: string[] = [];
  for (const type of ["open", "message", "error", "close"])
    target.addEventListener(type, () => heard.push(`${type} ${target.readyState}`));
  return heard;
}

test("a socket is told with all that went through it", () => {
  const socket = new WebSocket(LIVE);
  Engine.newest.announce("open", {}, 1);
  socket.send("é");
  socket.send(new Uint8Array(3));
  Engine.newest.announce("message", { data: "hello" });
  expect(record.requests()).toEqual([request("webSocket", LIVE, "pending", { status: 101, bytes: 10 })]);
  Engine.newest.announce("close", { code: 1000, wasClean: true }, 3);
  const detail = "Closed with code 1000.";
  expect(record.requests()).toEqual([request("webSocket", LIVE, "done", { status: 101, bytes: 10, detail })]);
  expect((Engine.newest as EngineSocket).sent.length).toBe(2);
});

test("one that never opens has failed, and so has one that the engine refuses", () => {
  new WebSocket(new URL("https://api.example/live"));
  Engine.newest.announce("error", {}, 3);
  Engine.newest.announce("close", { code: 1006 }, 3);
  expect(() => new WebSocket("refused")).toThrow(new DOMException("Refused.", "SecurityError"));
  const [first, second] = record.requests();
  expect(first).toEqual(request("webSocket", LIVE, "failed", { detail: "Closed with code 1006." }));
  expect(second).toMatchObject({ outcome: "failed", detail: "SecurityError: Refused." });
});

test("a class that extends it works", () => {
  class Own extends WebSocket {
    own = true;
  }
  const own = new Own(LIVE);
  expect([own instanceof Own, own instanceof WebSocket, own.own, WebSocket.OPEN]).toEqual([
    true,
    true,
    true,
    1,
  ]);
  expect(WebSocket.prototype.constructor).toBe(WebSocket);
});

test("offline a socket is closed before it connects, and a stream fails", () => {
  network.change({ ...FREE, offline: true });
  new WebSocket(LIVE);
  expect(Engine.newest.closed).toBe(1);
  const source = new EventSource("https://api.example/events");
  const heard = listen(source);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(heard).toEqual(["error 2"]);
  expect(record.requests()).toEqual([
    request("webSocket", LIVE, "conditioned", { detail: "The connection failed." }),
    request("eventSource", "https://api.example/events", "conditioned", { detail: "Load failed" }),
  ]);
});

test("on a slow network what the engine announces comes later, in its order", () => {
  network.change({ ...FREE, delay: 500 });
  const socket = new WebSocket(LIVE);
  const heard = listen(socket);
  Engine.newest.announce("open", {}, 1);
  Engine.newest.announce("message", { data: "hello" });
  expect([heard, socket.readyState]).toEqual([[], 0]);
  vi.advanceTimersByTime(500);
  Engine.newest.announce("message", { data: "later" });
  expect([heard, socket.readyState]).toEqual([["open 1", "message 1", "message 1"], 1]);
  expect(record.requests()).toEqual([request("webSocket", LIVE, "pending", { status: 101, bytes: 10 })]);
});

test("a stream is told when it opens, and when the page closes it", () => {
  const url = "https://api.example/events";
  const source = new EventSource(url);
  Engine.newest.announce("open", {}, 1);
  const known = { status: 200, mimeType: "text/event-stream" };
  // It tries again by itself.
  Engine.newest.announce("error", {}, 0);
  expect(record.requests()).toEqual([request("eventSource", url, "pending", known)]);
  source.close();
  expect(record.requests()).toEqual([request("eventSource", url, "done", known)]);
});
