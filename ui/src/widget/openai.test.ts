/** `window.openai` over a real message port: what it sends, what it does with what comes back. */
import { beforeEach, expect, test } from "vitest";
import type { OpenaiRequest, ToOpenai } from "../bindings";
import { createOpenai, type Globals } from "./openai";

type Openai = Record<string, unknown> & {
  callTool: (name: unknown, args?: unknown) => Promise<unknown>;
  setWidgetState: (state: unknown) => Promise<void>;
  requestDisplayMode: (request: unknown) => Promise<unknown>;
  sendFollowUpMessage: (message: unknown) => Promise<unknown>;
  sendFollowupTurn: (message: unknown) => Promise<unknown>;
  openExternal: (link: unknown) => Promise<unknown>;
  notifyIntrinsicHeight: (height: unknown) => Promise<unknown>;
  requestClose: () => Promise<unknown>;
};

const INITIAL: Globals = {
  toolInput: { board: "launch" },
  theme: "light",
  displayMode: "inline",
  safeArea: { insets: { top: 0, bottom: 0, left: 0, right: 0 } },
  view: { mode: "inline" },
  userAgent: { device: { type: "desktop" }, capabilities: { hover: true, touch: false } },
  locale: "pt-BR",
};

let openai: Openai;
/** The event of the next tick, and the theme that was read at that moment. */
let first: { globals: unknown; read: unknown };
let host: {
  requests: OpenaiRequest[];
  say: (message: ToOpenai) => void;
  heard: (count: number) => Promise<void>;
};

beforeEach(async () => {
  const { port1, port2 } = new MessageChannel();
  const requests: OpenaiRequest[] = [];
  const arrived = new EventTarget();
  port2.onmessage = ({ data }) => {
    requests.push(data);
    arrived.dispatchEvent(new Event("request"));
  };
  host = {
    requests,
    say: (message) => port2.postMessage(message),
    heard: async (count) => {
      while (requests.length < count) {
        await new Promise((resolve) => arrived.addEventListener("request", resolve, { once: true }));
      }
    },
  };
  openai = createOpenai(port1, INITIAL).openai as Openai;
  first = await nextGlobals("theme");
  return () => port1.close();
});

/** The next `openai:set_globals`, with what `window.openai` said at that moment. */
function nextGlobals(name: string): Promise<{ globals: unknown; read: unknown }> {
  return new Promise((resolve) => {
    const listener = (event: Event) =>
      resolve({ globals: (event as CustomEvent).detail.globals, read: openai[name] });
    window.addEventListener("openai:set_globals", listener, { once: true });
  });
}

test("it has exactly the members of this version", () => {
  const members = Object.fromEntries(Object.entries(openai).map(([name, value]) => [name, typeof value]));
  expect(members).toEqual({
    toolInput: "object",
    toolOutput: "object",
    toolResponseMetadata: "object",
    widgetState: "object",
    theme: "string",
    displayMode: "string",
    maxHeight: "undefined",
    safeArea: "object",
    view: "object",
    userAgent: "object",
    locale: "string",
    callTool: "function",
    setWidgetState: "function",
    requestDisplayMode: "function",
    sendFollowUpMessage: "function",
    sendFollowupTurn: "function",
    openExternal: "function",
    notifyIntrinsicHeight: "function",
    requestClose: "function",
  });
  expect([openai.toolInput, openai.toolOutput, openai.widgetState]).toEqual([
    { board: "launch" },
    null,
    null,
  ]);
  expect(document.documentElement.lang).toBe("pt-BR");
});

test("the first event comes on the next tick and carries every global that is known by then", () => {
  expect(first).toEqual({
    globals: { ...INITIAL, toolOutput: null, toolResponseMetadata: null, widgetState: null, maxHeight: null },
    read: "light",
  });
});

test("globals are written before the event that names only what changed", async () => {
  const next = nextGlobals("toolOutput");
  host.say({ kind: "globals", globals: { toolOutput: { cards: 3 }, maxHeight: 400 } });
  expect(await next).toEqual({ globals: { toolOutput: { cards: 3 }, maxHeight: 400 }, read: { cards: 3 } });
  expect(openai.maxHeight).toBe(400);

  const cleared = nextGlobals("toolOutput");
  host.say({ kind: "globals", globals: { toolOutput: null, locale: "de" } });
  expect(await cleared).toEqual({ globals: { toolOutput: null, locale: "de" }, read: null });
  expect(document.documentElement.lang).toBe("de");
});

test("callTool resolves with the host's result and then tells old widgets", async () => {
  const told = new Promise((resolve) =>
    window.addEventListener("openai:tool_response", (event) => resolve((event as CustomEvent).detail), {
      once: true,
    }),
  );
  const answer = openai.callTool("board_add", { title: "Buy paint" });
  await host.heard(1);
  expect(host.requests).toEqual([
    { id: 1, method: "callTool", params: ["board_add", { title: "Buy paint" }] },
  ]);
  host.say({ kind: "result", id: 99, value: "not mine" });
  host.say({ kind: "result", id: 1, value: { structuredContent: { cards: 4 } } });
  expect(await answer).toEqual({ structuredContent: { cards: 4 } });
  expect(await told).toEqual({ tool: { name: "board_add", args: { title: "Buy paint" } } });
});

test("a refusal rejects with the host's sentence, and answers find their own call", async () => {
  const first = openai.callTool("one");
  const second = openai.callTool("two", null);
  await host.heard(2);
  host.say({ kind: "error", id: 2, message: 'The tool "two" is not there.' });
  host.say({ kind: "result", id: 1, value: 1 });
  await expect(second).rejects.toEqual(new Error('The tool "two" is not there.'));
  expect(await first).toBe(1);
  expect(host.requests.map((request) => request.params)).toEqual([
    ["one", {}],
    ["two", {}],
  ]);
});

test("setWidgetState is done when it returns: value, event, message", async () => {
  const events: unknown[] = [];
  const listen = (event: Event) => events.push((event as CustomEvent).detail.globals);
  window.addEventListener("openai:set_globals", listen, { once: true });

  const stored = openai.setWidgetState({ selected: 2, when: new Date(0), gone: undefined });
  const asStored = { selected: 2, when: "1970-01-01T00:00:00.000Z" };
  expect(openai.widgetState).toEqual(asStored);
  expect(events).toEqual([{ widgetState: asStored }]);
  expect(await stored).toBe(undefined);
  await host.heard(1);
  expect(host.requests).toEqual([{ id: 1, method: "setWidgetState", params: [asStored] }]);
});

test("the other members send their arguments as they were given", async () => {
  const asked = [
    openai.requestDisplayMode({ mode: "fullscreen" }),
    openai.sendFollowUpMessage({ prompt: "And now?", scrollToBottom: false }),
    openai.sendFollowupTurn({ prompt: "And then?" }),
    openai.openExternal({ href: "https://example.com/a", redirectUrl: false }),
    openai.notifyIntrinsicHeight(321.5),
    openai.requestClose(),
  ];
  await host.heard(asked.length);
  for (const id of asked.keys())
    host.say({ kind: "result", id: id + 1, value: id === 0 ? { mode: "inline" } : null });
  expect(await Promise.all(asked)).toEqual([{ mode: "inline" }, null, null, null, null, null]);
  expect(host.requests).toEqual([
    { id: 1, method: "requestDisplayMode", params: [{ mode: "fullscreen" }] },
    { id: 2, method: "sendFollowUpMessage", params: [{ prompt: "And now?", scrollToBottom: false }] },
    { id: 3, method: "sendFollowUpMessage", params: [{ prompt: "And then?" }] },
    { id: 4, method: "openExternal", params: [{ href: "https://example.com/a", redirectUrl: false }] },
    { id: 5, method: "notifyIntrinsicHeight", params: [321.5] },
    { id: 6, method: "requestClose", params: [] },
  ]);
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    "a tool without a name",
    () => openai.callTool(undefined),
    "callTool(name, arguments): expected the tool's name as a string that is not empty, not undefined.",
  ],
  [
    "arguments that are a list",
    () => openai.callTool("board_add", ["Buy paint"]),
    'callTool(name, arguments): expected an object like { "argument": "value" } as the arguments, not an array.',
  ],
  [
    "arguments that JSON cannot hold",
    () => openai.callTool("board_add", { count: 1n }),
    "callTool: the value cannot be written as JSON: Do not know how to serialize a BigInt.",
  ],
  [
    "no state",
    () => openai.setWidgetState(undefined),
    "setWidgetState(state): expected a value that JSON can hold, not undefined.",
  ],
  [
    "an unknown mode",
    () => openai.requestDisplayMode({ mode: "modal" }),
    'requestDisplayMode({ mode }): expected "inline", "pip" or "fullscreen" as the mode, not "modal".',
  ],
  [
    "a bare mode",
    () => openai.requestDisplayMode("fullscreen"),
    'requestDisplayMode: expected an object like { mode: "fullscreen" }, not "fullscreen".',
  ],
  [
    "an empty prompt",
    () => openai.sendFollowUpMessage({ prompt: "" }),
    'sendFollowUpMessage({ prompt }): expected the prompt as a string that is not empty, not "".',
  ],
  [
    "a link without href",
    () => openai.openExternal({ url: "https://example.com" }),
    "openExternal({ href }): expected the link as a string that is not empty, not undefined.",
  ],
  [
    "a height that is no number",
    () => openai.notifyIntrinsicHeight("100%"),
    'notifyIntrinsicHeight(height): expected the height in CSS pixels as a number of 0 or more, not "100%".',
  ],
])("%s is refused in words and nothing is sent", async (_what, call, message) => {
  await expect(call()).rejects.toEqual(new TypeError(message));
  // One request that is sent proves that nothing was sent before it.
  openai.requestClose();
  await host.heard(1);
  expect(host.requests).toEqual([{ id: 1, method: "requestClose", params: [] }]);
});

test("a frozen object neither throws nor stops the events", async () => {
  Object.freeze(openai);
  const next = nextGlobals("theme");
  host.say({ kind: "globals", globals: { theme: "dark" } });
  expect(await next).toEqual({ globals: { theme: "dark" }, read: "light" });
});
