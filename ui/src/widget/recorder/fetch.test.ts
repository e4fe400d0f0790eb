/** Requests made with `fetch`: what is told of them, and what the page sees of the network's conditions. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Conditions } from "../../bindings";

/** The engine's own. */
const native = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", native);
const { createConditions } = await import("./conditions");
const { createExchanges } = await import("./exchanges");
const { recordFetch } = await import("./fetch");
const { recording } = await import("./recording");

const FREE: Conditions = { offline: false, delay: 0, failing: [] };
const API = "https://api.example/items";
let record: ReturnType<typeof recording>;
let network: ReturnType<typeof createConditions>;

beforeEach(() => {
  native.mockReset();
  vi.stubGlobal("fetch", native);
  record = recording();
  network = createConditions(FREE);
  recordFetch(createExchanges(record.observations, record.positions), network);
});

const request = (outcome: string, more: object = {}) => ({
  initiator: "fetch",
  method: "GET",
  url: API,
  status: null,
  mimeType: null,
  bytes: null,
  outcome,
  detail: "",
  ...more,
});

test("a request is told when it begins and once more when it is answered", async () => {
  let answer: (response: Response) => void = () => {};
  native.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  const answered = fetch(API, { method: "post", body: "{}" });
  expect(record.requests()).toEqual([request("pending", { method: "POST" })]);
  const headers = { "Content-Type": "Application/JSON; charset=utf-8", "Content-Length": "7" };
  const response = new Response('{"a":1}', { status: 201, headers });
  answer(response);
  expect(await answered).toBe(response);
  expect(await response.json()).toEqual({ a: 1 });
  const known = { method: "POST", status: 201, mimeType: "application/json", bytes: 7 };
  expect(record.requests()).toEqual([request("done", known)]);
});

test("the engine gets what the page gave, and an address is put into words once", async () => {
  native.mockImplementation(async () => new Response(""));
  const init = { credentials: "include" as const };
  const given = new Request(`${API}?request`, { method: "DELETE" });
  const words = vi.fn(() => `${API}?words`);
  await fetch(given);
  await fetch(new URL(`${API}?url`), init);
  await fetch({ toString: words } as unknown as string);
  expect(native.mock.calls).toEqual([[given], [`${API}?url`, init], [`${API}?words`]]);
  expect(native.mock.calls[1]?.[1]).toBe(init);
  expect(words).toHaveBeenCalledTimes(1);
  expect(record.requests().map(({ method, url }) => `${method} ${url}`)).toEqual([
    `DELETE ${API}?request`,
    `GET ${API}?url`,
    `GET ${API}?words`,
  ]);
});

test("a request that fails says with what, and one that was given up is no failure", async () => {
  const failure = new TypeError("Load failed");
  native.mockRejectedValueOnce(failure);
  await expect(fetch(API)).rejects.toBe(failure);
  const giving = new AbortController();
  giving.abort(new DOMException("No longer wanted", "AbortError"));
  native.mockRejectedValueOnce(giving.signal.reason);
  await expect(fetch(API, { signal: giving.signal })).rejects.toBe(giving.signal.reason);
  expect(record.requests()).toEqual([
    request("failed", { detail: "TypeError: Load failed" }),
    request("aborted", { detail: "AbortError: No longer wanted" }),
  ]);
});

test("offline a request fails as in the engine and never leaves", async () => {
  network.change({ ...FREE, offline: true });
  await expect(fetch(API)).rejects.toEqual(new TypeError("Load failed"));
  expect(native).not.toHaveBeenCalled();
  expect(record.requests()).toEqual([request("conditioned", { detail: "Load failed" })]);
});

test("only the addresses that are to fail do, and nothing that stays in the document", async () => {
  native.mockImplementation(async () => new Response(""));
  network.change({ ...FREE, failing: ["/items"] });
  await expect(fetch(API)).rejects.toEqual(new TypeError("Load failed"));
  await fetch("https://api.example/others");
  await fetch("data:text/plain,/items");
  expect(record.requests().map(({ outcome }) => outcome)).toEqual(["conditioned", "done", "done"]);
});

test("on a slow network a request leaves later, and can be given up before", async () => {
  native.mockImplementation(async () => new Response(""));
  network.change({ ...FREE, delay: 50 });
  const giving = new AbortController();
  const begun = performance.now();
  const slow = fetch(API);
  const givenUp = fetch(API, { signal: giving.signal });
  giving.abort();
  await expect(givenUp).rejects.toMatchObject({ name: "AbortError" });
  expect(native).not.toHaveBeenCalled();
  await slow;
  expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
  expect(native).toHaveBeenCalledTimes(1);
  expect(record.requests().map(({ outcome }) => outcome)).toEqual(["done", "aborted"]);
});

test("the page is told when it goes offline and comes back", () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(true);
  const own = createConditions(FREE);
  const heard: [string, boolean][] = [];
  for (const type of ["offline", "online"])
    window.addEventListener(type, () => heard.push([type, navigator.onLine]), { once: true });
  own.change({ ...FREE, delay: 5 });
  own.change({ ...FREE, offline: true });
  own.change(FREE);
  expect(heard).toEqual([
    ["offline", false],
    ["online", true],
  ]);
});
