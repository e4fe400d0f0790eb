/** Who is heard: only the exact window of a registered frame, and one port for each document it loads. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Said } from "../bindings";
import { allowBlankFrames } from "./blank-frames";
import { WidgetFrames } from "./widget-frames";

allowBlankFrames(window);

let sent: Said[];
let frames: WidgetFrames;
let page: EventTarget;
let iframe: HTMLIFrameElement;
let unregister: () => void;
/** Settles with the first message that is sent. */
let passed: Promise<void>;

beforeEach(async () => {
  sent = [];
  page = new EventTarget();
  let pass = () => {};
  passed = new Promise((resolve) => {
    pass = resolve;
  });
  frames = new WidgetFrames(page as Window, (said) => {
    sent.push(said);
    pass();
  });
  iframe = await newIframe();
  unregister = frames.register({ instance: "w1", generation: 3 }, iframe);
  return () => {
    unregister();
    iframe.remove();
  };
});

/** An iframe whose first document has loaded. */
async function newIframe(): Promise<HTMLIFrameElement> {
  const element = document.createElement("iframe");
  element.src = "about:blank";
  const loaded = new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));
  document.body.append(element);
  await loaded;
  return element;
}

function post(source: unknown, data: unknown, ports: MessagePort[] = []): void {
  page.dispatchEvent(Object.assign(new Event("message"), { source, data, ports }));
}

const KEY = "known to the script alone";

/** Sends a new port as the widget's script does; returns the widget's end. */
function sendPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  post(iframe.contentWindow, { greenroom: "port", key: KEY, gestureMilliseconds: 5000 }, [port2]);
  return port1;
}

/** What our script in a document answers when the page asks whose port it has; the rest is for the test. */
function answer(port: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => {
      if (data.kind === "here") port.postMessage({ id: 1, method: "here", params: [data.question] });
      else resolve(data);
    };
  });
}

/** Says that the document goes, as the widget's script does. */
function leave(): void {
  post(iframe.contentWindow, { greenroom: "leaving", key: KEY });
}

/** The next message that arrives at the widget's end. */
function nextOn(port: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data);
  });
}

const NOBODY: Said = { instance: "", generation: 0, gesture: false, language: "openai", text: "" };
const INITIALIZE = { jsonrpc: "2.0", id: 1, method: "ui/initialize", params: {} };

test("a JSON-RPC message of the frame's own window is passed on in its name", () => {
  post(iframe.contentWindow, INITIALIZE);
  expect(sent).toEqual([
    { instance: "w1", generation: 3, gesture: false, language: "apps", text: JSON.stringify(INITIALIZE) },
  ]);
});

test("other windows are not heard, whatever they say", async () => {
  const stranger = await newIframe();
  const { port2 } = new MessageChannel();
  for (const source of [stranger.contentWindow, window, null, undefined]) {
    post(source, INITIALIZE);
    post(source, { greenroom: "port" }, [port2]);
  }
  const waiting = { kind: "globals", globals: { theme: "dark" } };
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: waiting });
  expect(sent).toEqual([]);
  stranger.remove();
});

test("what is no JSON-RPC is ignored, and so is what JSON cannot hold", () => {
  const circle: Record<string, unknown> = { jsonrpc: "2.0" };
  circle.self = circle;
  const ignored = [null, "text", 7, [], {}, { jsonrpc: "1.0" }, { greenroom: "port" }, circle];
  for (const data of ignored) post(iframe.contentWindow, data);
  expect(sent).toEqual([]);
});

test("messages wait for the port; then both directions run over it", async () => {
  const result = { kind: "result", id: 1, value: "done" };
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: result });
  const widget = sendPort();
  expect(await nextOn(widget)).toEqual(result);

  const request = { id: 1, method: "callTool", params: ["board_show", {}] };
  widget.postMessage(request);
  await passed;
  expect(sent).toEqual([
    { instance: "w1", generation: 3, gesture: false, language: "openai", text: JSON.stringify(request) },
  ]);
});

test("a document has one port; the next document brings the next", async () => {
  const first = sendPort();
  const second = sendPort();
  const reached = nextOn(first);
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: "to the first" });
  expect(await reached).toBe("to the first");

  // A page can guess no key, and is no new document because it has loaded.
  iframe.dispatchEvent(new Event("load"));
  post(iframe.contentWindow, { greenroom: "leaving", key: "guessed" });
  sendPort();
  const still = nextOn(first);
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: "still to the first" });
  expect(await still).toBe("still to the first");

  leave();
  const renewed = answer(sendPort());
  second.onmessage = () => sent.push({ ...NOBODY, text: "the second port was used" });
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: "to the third" });
  expect(await renewed).toBe("to the third");
  expect(sent).toEqual([]);
});

test("a frame takes its document's colour scheme, which is nobody else's business", async () => {
  const widget = sendPort();
  const scheme = () => iframe.style.getPropertyValue("color-scheme");
  widget.postMessage({ id: 1, method: "colorScheme", params: [{ scheme: "light" }] });
  widget.postMessage({ id: 2, method: "colorScheme", params: ["dark"] });
  widget.postMessage({ id: 3, method: "requestClose", params: [] });
  await passed;
  expect([scheme(), sent.length]).toEqual(["dark", 1]);

  leave();
  answer(sendPort());
  await vi.waitFor(() => expect(scheme()).toBe(""));
});

test("what follows a gesture is marked so in both languages, for as long as the script says", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const widget = sendPort();
  const gestures = () => sent.map((message) => message.gesture);
  post(iframe.contentWindow, INITIALIZE);
  for (const forged of [{ greenroom: "gesture" }, { greenroom: "gesture", key: "guessed" }])
    post(iframe.contentWindow, forged);
  post(iframe.contentWindow, INITIALIZE);
  post(iframe.contentWindow, { greenroom: "gesture", key: KEY });
  post(iframe.contentWindow, INITIALIZE);
  clock.mockReturnValue(6_000);
  post(iframe.contentWindow, INITIALIZE);
  expect(gestures()).toEqual([false, false, true, false]);

  sent.length = 0;
  widget.postMessage({ id: 1, method: "gesture", params: [] });
  widget.postMessage({ id: 2, method: "requestClose", params: [] });
  await vi.waitFor(() => expect(gestures()).toEqual([true]));

  leave();
  sendPort();
  post(iframe.contentWindow, INITIALIZE);
  expect(gestures()).toEqual([true, false]);
});

test("the port of a document that is gone is nobody's, whatever it left in it", async () => {
  sendPort();
  leave();
  const left = new MessageChannel();
  left.port1.postMessage({ id: 1, method: "gesture", params: [] });
  left.port1.postMessage({ id: 2, method: "here", params: ["guessed"] });
  post(iframe.contentWindow, { greenroom: "port", key: "kept", gestureMilliseconds: 1e12 }, [left.port2]);
  const genuine = sendPort();
  const reached = answer(genuine);
  genuine.postMessage({ id: 3, method: "requestClose", params: [] });
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: "to the one that is there" });
  expect(await reached).toBe("to the one that is there");
  post(iframe.contentWindow, { greenroom: "gesture", key: "kept" });
  post(iframe.contentWindow, INITIALIZE);
  expect(sent.map(({ gesture, language }) => [gesture, language])).toEqual([
    [false, "openai"],
    [false, "apps"],
  ]);
});

test("a page that loads itself anew again and again has its port in the end", async () => {
  sendPort();
  for (let documents = 0; documents < 20; documents += 1) {
    leave();
    sendPort();
  }
  leave();
  const reached = answer(sendPort());
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: "to the last" });
  expect(await reached).toBe("to the last");
});

test("of two ports that answer, the first is our script's", async () => {
  sendPort();
  leave();
  const first = answer(sendPort());
  const second = sendPort();
  let isUsed = false;
  void answer(second).then(() => {
    isUsed = true;
  });
  frames.deliver({ kind: "widget", instance: "w1", language: "openai", message: "to the first" });
  expect([await first, isUsed]).toEqual(["to the first", false]);
});

test("messages of the host go to the frame's window, named by its origin unless that is opaque", () => {
  const posted: [unknown, unknown][] = [];
  const postMessage = (message: unknown, target: unknown) => posted.push([message, target]);
  vi.spyOn(iframe, "contentWindow", "get").mockReturnValue({ postMessage } as unknown as Window &
    typeof globalThis);
  const deliver = (src: string, sandbox: string) => {
    vi.spyOn(iframe, "src", "get").mockReturnValue(src);
    iframe.setAttribute("sandbox", sandbox);
    frames.deliver({ kind: "widget", instance: "w1", language: "apps", message: INITIALIZE });
  };
  deliver("http://widget.localhost/w1", "allow-scripts allow-same-origin");
  deliver("http://widget.localhost/w1", "allow-scripts");
  deliver("widget://w1/", "allow-scripts allow-same-origin");
  expect(posted).toEqual([
    [INITIALIZE, "http://widget.localhost"],
    [INITIALIZE, "*"],
    [INITIALIZE, "*"],
  ]);
});

test("after its frame is gone an instance is neither heard nor spoken to", () => {
  const { contentWindow } = iframe;
  unregister();
  post(contentWindow, INITIALIZE);
  frames.deliver({ kind: "widget", instance: "w1", language: "apps", message: INITIALIZE });
  expect(sent).toEqual([]);
});
