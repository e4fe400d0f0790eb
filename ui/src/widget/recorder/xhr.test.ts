/** Requests made with `XMLHttpRequest`, over an engine that answers when the test says so. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Conditions } from "../../bindings";

/** The engine's own, as far as it is used here. */
class EngineXhr extends EventTarget {
  static readonly DONE = 4;
  static sent: string[] = [];
  #opened = "";
  #state = 0;
  #status = 0;
  get readyState() {
    return this.#state;
  }
  get status() {
    return this.#status;
  }
  open(method: string, url: string) {
    this.#opened = `${method} ${url}`;
    this.#state = 1;
  }
  send(_body?: string) {
    EngineXhr.sent.push(this.#opened);
  }
  abort() {
    this.#state = 0;
  }
  getResponseHeader(name: string) {
    return name === "content-type" ? "text/plain;charset=utf-8" : null;
  }
  answer(status: number, loaded: number) {
    this.#state = 4;
    this.#status = status;
    this.dispatchEvent(new ProgressEvent("load", { loaded }));
  }
}

vi.stubGlobal("XMLHttpRequest", EngineXhr);
const { createConditions } = await import("./conditions");
const { createExchanges } = await import("./exchanges");
const { recording } = await import("./recording");
const { recordXhr } = await import("./xhr");

const FREE: Conditions = { offline: false, delay: 0, failing: [] };
const API = "https://api.example/items";
const record = recording();
const network = createConditions(FREE);
recordXhr(createExchanges(record.observations, record.positions), network);

beforeEach(() => {
  network.change(FREE);
  EngineXhr.sent = [];
  record.told();
});

const request = (outcome: string, more: object = {}) => ({
  initiator: "xhr",
  method: "GET",
  url: API,
  status: null,
  mimeType: null,
  bytes: null,
  outcome,
  detail: "",
  ...more,
});

/** One that is opened, with everything that it announces. */
function opened(method = "GET", make: new () => XMLHttpRequest = XMLHttpRequest) {
  const xhr = new make();
  const heard: string[] = [];
  for (const type of ["readystatechange", "load", "error", "abort", "loadend"])
    xhr.addEventListener(type, () => heard.push(`${type} ${xhr.readyState}`));
  xhr.open(method, API);
  return { xhr, heard, engine: xhr as unknown as EngineXhr };
}

test("a request is told with its answer", () => {
  const { xhr, engine } = opened("put");
  xhr.send("body");
  expect(record.requests()).toEqual([request("pending", { method: "PUT" })]);
  engine.answer(200, 12);
  const known = { method: "PUT", status: 200, mimeType: "text/plain", bytes: 12 };
  expect(record.requests()).toEqual([request("done", known)]);
  expect(EngineXhr.sent).toEqual([`put ${API}`]);
});

test("a class that extends it works, and its objects are what they claim to be", () => {
  class Own extends XMLHttpRequest {
    own = true;
  }
  const { xhr, engine } = opened("GET", Own);
  xhr.send();
  engine.answer(204, 0);
  expect([xhr instanceof Own, xhr instanceof XMLHttpRequest, (xhr as Own).own]).toEqual([true, true, true]);
  expect(XMLHttpRequest.prototype.constructor).toBe(XMLHttpRequest);
  expect([XMLHttpRequest.DONE, XMLHttpRequest.name]).toEqual([4, "EngineXhr"]);
  expect(record.requests()).toEqual([request("done", { status: 204, mimeType: "text/plain", bytes: 0 })]);
});

test("offline it ends as it does without a network, and never leaves", async () => {
  network.change({ ...FREE, offline: true });
  const { xhr, heard } = opened();
  const ended = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.send();
  expect(heard).toEqual([]);
  await ended;
  expect(heard).toEqual(["readystatechange 4", "error 4", "loadend 4"]);
  expect([xhr.status, EngineXhr.sent]).toEqual([0, []]);
  expect(record.requests()).toEqual([request("conditioned", { detail: "Load failed" })]);
  network.change(FREE);
  xhr.open("GET", API);
  expect(xhr.readyState).toBe(1);
});

test("what waits on a slow network can be given up", () => {
  network.change({ ...FREE, delay: 60_000 });
  const { xhr, heard } = opened();
  xhr.send();
  xhr.abort();
  expect(heard).toEqual(["readystatechange 4", "abort 4", "loadend 4"]);
  expect([xhr.readyState, EngineXhr.sent]).toEqual([0, []]);
  expect(record.requests()).toEqual([request("aborted")]);
});

test("a synchronous one fails with an exception", () => {
  network.change({ ...FREE, failing: ["items"] });
  const xhr = new XMLHttpRequest();
  xhr.open("GET", API, false);
  expect(() => xhr.send()).toThrow(expect.objectContaining({ name: "NetworkError" }));
  expect(record.requests()).toEqual([request("conditioned", { detail: "Load failed" })]);
});
