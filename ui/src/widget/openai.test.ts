/** `window.openai` over a real message port: what it sends, what it does with what comes back. */
import { beforeEach, expect, test } from "vitest";
import type { OpenaiRequest, ToOpenai } from "../bindings";
import { createOpenai, type Globals } from "./openai";
import { createRequests } from "./requests";

type Openai = Record<string, unknown> & {
  callTool: (name: unknown, args?: unknown) => Promise<unknown>;
  setWidgetState: (state: unknown) => Promise<void>;
  requestDisplayMode: (request: unknown) => Promise<unknown>;
  sendFollowUpMessage: (message: unknown) => Promise<unknown>;
  sendFollowupTurn: (message: unknown) => Promise<unknown>;
  openExternal: (link: unknown) => Promise<unknown>;
  setOpenInAppUrl: (link: unknown) => Promise<unknown>;
  requestModal: (modal?: unknown) => Promise<unknown>;
  requestCheckout: (session: unknown) => Promise<unknown>;
  uploadFile: (file: unknown, options?: unknown) => Promise<unknown>;
  selectFiles: () => Promise<unknown>;
  getFileDownloadUrl: (file: unknown) => Promise<unknown>;
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

const MEMBERS = [
  "callTool",
  "setWidgetState",
  "requestDisplayMode",
  "sendFollowUpMessage",
  "sendFollowupTurn",
  "openExternal",
  "setOpenInAppUrl",
  "requestModal",
  "requestCheckout",
  "uploadFile",
  "selectFiles",
  "getFileDownloadUrl",
  "notifyIntrinsicHeight",
  "requestClose",
];

let openai: Openai;
let followsContent: () => boolean;
/** The event of the next tick, and the theme that was read at that moment. */
let first: { globals: unknown; read: unknown };
let host: {
  requests: OpenaiRequest[];
  say: (message: ToOpenai) => void;
  heard: (count: number) => Promise<void>;
};
/** What the widget gets is decided by the host. */
let offer: { members: string[]; isOffered: boolean; gesture: boolean };

/** The object over a port of its own. */
function open() {
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
  const sending = createRequests(port1);
  const { members, isOffered, gesture } = offer;
  const made = createOpenai({
    globals: INITIAL,
    members,
    isOffered,
    requests: sending,
    mayAct: () => gesture,
    uploadBytes: 8,
  });
  port1.onmessage = ({ data }: MessageEvent<ToOpenai>) => {
    if (data.kind === "globals") made.change(data.globals as Globals);
    else if (data.kind === "result" || data.kind === "error") sending.settle(data);
  };
  openai = made.openai as Openai;
  followsContent = made.followsContent;
  return () => port1.close();
}

beforeEach(async () => {
  offer = { members: MEMBERS, isOffered: true, gesture: true };
  const close = open();
  first = await nextGlobals("theme");
  return close;
});

/** The next `openai:set_globals`, with what `window.openai` said at that moment. */
function nextGlobals(name: string): Promise<{ globals: unknown; read: unknown }> {
  return new Promise((resolve) => {
    const listener = (event: Event) =>
      resolve({ globals: (event as CustomEvent).detail.globals, read: openai[name] });
    window.addEventListener("openai:set_globals", listener, { once: true });
  });
}

test("the frame is as high as the content inline and in a modal", async () => {
  const followed: Record<string, boolean> = {};
  for (const displayMode of ["inline", "modal", "pip", "fullscreen"]) {
    const told = nextGlobals("displayMode");
    host.say({ kind: "globals", globals: { displayMode } });
    await told;
    followed[displayMode] = followsContent();
  }
  expect(followed).toEqual({ inline: true, modal: true, pip: false, fullscreen: false });
});

test("it has the globals and every member that is offered", () => {
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
    setOpenInAppUrl: "function",
    requestModal: "function",
    requestCheckout: "function",
    uploadFile: "function",
    selectFiles: "function",
    getFileDownloadUrl: "function",
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

test("a member that is not offered is absent", async () => {
  offer.members = ["callTool", "newerThanThisScript"];
  const close = open();
  await nextGlobals("theme");
  const functions = Object.keys(openai).filter((name) => typeof openai[name] === "function");
  expect(functions).toEqual(["callTool"]);
  expect("uploadFile" in openai).toBe(false);
  close();
});

test("a host without the object announces nothing and leaves the language alone", async () => {
  document.documentElement.lang = "fi";
  offer.isOffered = false;
  const heard: Event[] = [];
  const listen = (event: Event) => heard.push(event);
  window.addEventListener("openai:set_globals", listen);
  const close = open();
  host.say({ kind: "globals", globals: { theme: "dark", locale: "de" } });
  await expect.poll(() => openai.theme).toBe("dark");
  expect([heard, document.documentElement.lang]).toEqual([[], "fi"]);
  window.removeEventListener("openai:set_globals", listen);
  close();
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
    openai.setOpenInAppUrl({ href: "https://example.com/b" }),
    openai.requestModal({ title: "Details", params: { id: 7 } }),
    openai.requestModal(),
    openai.requestCheckout({ id: "session_1" }),
    openai.selectFiles(),
    openai.getFileDownloadUrl({ fileId: "file_1" }),
  ];
  await host.heard(asked.length);
  for (const id of asked.keys())
    host.say({ kind: "result", id: id + 1, value: id === 0 ? { mode: "inline" } : null });
  expect(await Promise.all(asked)).toEqual([{ mode: "inline" }, ...Array(asked.length - 1).fill(null)]);
  expect(host.requests).toEqual([
    { id: 1, method: "requestDisplayMode", params: [{ mode: "fullscreen" }] },
    { id: 2, method: "sendFollowUpMessage", params: [{ prompt: "And now?", scrollToBottom: false }] },
    { id: 3, method: "sendFollowUpMessage", params: [{ prompt: "And then?" }] },
    { id: 4, method: "openExternal", params: [{ href: "https://example.com/a", redirectUrl: false }] },
    { id: 5, method: "notifyIntrinsicHeight", params: [321.5] },
    { id: 6, method: "requestClose", params: [] },
    { id: 7, method: "setOpenInAppUrl", params: [{ href: "https://example.com/b" }] },
    { id: 8, method: "requestModal", params: [{ title: "Details", params: { id: 7 } }] },
    { id: 9, method: "requestModal", params: [{}] },
    { id: 10, method: "requestCheckout", params: [{ id: "session_1" }] },
    { id: 11, method: "selectFiles", params: [] },
    { id: 12, method: "getFileDownloadUrl", params: [{ fileId: "file_1" }] },
  ]);
});

test.each<[string, () => unknown, unknown, unknown]>([
  [
    "a text file",
    () => new File(["Grüße"], "a.txt", { type: "text/plain" }),
    undefined,
    [{ name: "a.txt", mimeType: "text/plain", base64: "R3LDvMOfZQ==" }, {}],
  ],
  [
    "bytes without a name",
    () => new Blob([new Uint8Array([0, 255])]),
    { library: true },
    [{ name: "blob", mimeType: "", base64: "AP8=" }, { library: true }],
  ],
  ["an empty file", () => new File([], "empty"), null, [{ name: "empty", mimeType: "", base64: "" }, {}]],
])("uploadFile sends %s", async (_what, file, options, params) => {
  const uploaded = openai.uploadFile(file(), options);
  await host.heard(1);
  expect(host.requests).toEqual([{ id: 1, method: "uploadFile", params }]);
  host.say({ kind: "result", id: 1, value: { fileId: "file_1" } });
  expect(await uploaded).toEqual({ fileId: "file_1" });
});

test("without a gesture requestDisplayMode returns no promise, and the host hears of it", async () => {
  offer.gesture = false;
  const close = open();
  expect(openai.requestDisplayMode({ mode: "pip" })).toBe(undefined);
  expect(openai.requestDisplayMode({ mode: "huge" })).toBe(undefined);
  openai.requestClose();
  await host.heard(2);
  expect(host.requests).toEqual([
    { id: 1, method: "requestDisplayMode", params: [{ mode: "pip" }] },
    { id: 2, method: "requestClose", params: [] },
  ]);
  await nextGlobals("theme");
  close();
});

test("setOpenInAppUrl throws at once where there is no address", () => {
  expect(() => openai.setOpenInAppUrl({ href: "" })).toThrow(
    new TypeError('setOpenInAppUrl({ href }): expected the link as a string that is not empty, not "".'),
  );
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
    "callTool(name, arguments): the value cannot be written as JSON: Do not know how to serialize a BigInt.",
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
    "a file that is none",
    () => openai.uploadFile({ name: "a.txt" }),
    "uploadFile(file): expected a File or a Blob.",
  ],
  [
    "a checkout without a session",
    () => openai.requestCheckout(undefined),
    'requestCheckout: expected an object like { "id": "…" }, not undefined.',
  ],
  [
    "a download without a file",
    () => openai.getFileDownloadUrl({}),
    "getFileDownloadUrl({ fileId }): expected the file's id as a string that is not empty, not undefined.",
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

test("a file beyond the limit is refused before it is read", async () => {
  const large = new File(["123456789"], "large.bin");
  await expect(openai.uploadFile(large)).rejects.toEqual(
    new Error("uploadFile(file): the file has 9 bytes, and at most 8 can be uploaded here."),
  );
});

test("a frozen object neither throws nor stops the events", async () => {
  Object.freeze(openai);
  const next = nextGlobals("theme");
  host.say({ kind: "globals", globals: { theme: "dark" } });
  expect(await next).toEqual({ globals: { theme: "dark" }, read: "light" });
});
