/**
 * Runs in a widget's document before the author's own scripts: opens the port to the host and puts
 * `window.openai` there. What the members mean is decided by the host, never here.
 */
import type { ToOpenai, WidgetStart } from "../bindings";
import { observeColorScheme } from "./color-scheme";
import { observeContentHeight } from "./content-height";
import { emulate } from "./emulation/emulation";
import { senseGestures } from "./gestures";
import { createOpenai, type Globals } from "./openai";
import { dataOf, freshKey, on, onNewDocument } from "./originals";
import { startRecorder } from "./recorder/recorder";
import { createRequests } from "./requests";
import { type Cover, createSoftKeyboard } from "./soft-keyboard";
import { ignoreStrangers } from "./strangers";

/** Of the screen's page alone: a question, which goes back with the answer, and what its keyboard does. */
type OfPage =
  | { kind: "here"; question: string }
  | { kind: "keyboard"; cover: Cover }
  | { kind: "dismissKeyboard" };

/** The channel to the host: the build puts its two ends around the whole script. */
declare const port: MessagePort;
declare const hostPort: MessagePort;

/*! probe */
// A page that writes its own source into its document once more has all of this already, and the host one port.
if (!("openai" in window)) start(begin());

/**
 * From an attribute of our own element, where the host has put it: the text of the script is then the same in each document,
 * and the engine need not compile it anew.
 */
function begin(): WidgetStart {
  return JSON.parse(document.currentScript?.getAttribute("data-start") ?? "");
}

function start(begin: WidgetStart) {
  const { globals, names, members, uploadBytes, gestures, gestureMilliseconds } = begin;
  const key = freshKey();
  const tellPage = window.parent.postMessage.bind(window.parent);
  tellPage({ greenroom: "port", key, gestureMilliseconds }, "*", [hostPort]);
  const requests = createRequests(port);
  // Before the page hears that this document goes: what was observed last goes first.
  const recorder = startRecorder({ requests, ...begin });
  const emulation = emulate(begin.device, {
    report: recorder.note,
    showFinger: (finger) => tellPage({ greenroom: "finger", key, finger }, "*"),
  });
  // The frame takes a port of the next document only after this one has gone.
  on(window, "pagehide", ({ isTrusted }) => {
    if (isTrusted) tellPage({ greenroom: "leaving", key }, "*");
  });

  // By both roads, as neither keeps its order with the other: what the widget says on one comes after this.
  const sensed = senseGestures(gestureMilliseconds, () => {
    requests.tell("gesture", []);
    tellPage({ greenroom: "gesture", key }, "*");
  });
  const keyboard = createSoftKeyboard((field) => requests.tell("field", [field]));
  const mayAct = () => gestures === "ignored" || sensed.isRecent();
  const isOffered = names.length > 0;
  const { openai, change, setLanguage, followsContent } = createOpenai({
    globals: globals as Globals,
    members,
    isOffered,
    requests,
    mayAct,
    uploadBytes,
  });
  port.onmessage = (event: MessageEvent<ToOpenai | OfPage>) => {
    const message = dataOf(event) as ToOpenai | OfPage;
    // After a document that has gone, the page asks whose port it has.
    if (message?.kind === "here") requests.tell("here", [message.question]);
    else if (message?.kind === "globals") change(message.globals as Globals);
    else if (message?.kind === "result" || message?.kind === "error") requests.settle(message);
    else if (message?.kind === "conditions") recorder.setConditions(message.conditions);
    else if (message?.kind === "device") emulation.change(message.device);
    else if (message?.kind === "keyboard") keyboard.cover(message.cover);
    else if (message?.kind === "dismissKeyboard") keyboard.dismiss();
  };
  for (const name of names) {
    Object.defineProperty(window, name, {
      value: openai,
      enumerable: true,
      writable: false,
      // Otherwise a classic script that says `const openai = window.openai` would not even be parsed.
      configurable: true,
    });
  }

  const observe = () => {
    ignoreStrangers();
    // Hears presses as they are, before a finger is made of them.
    keyboard.attach();
    emulation.attach();
    recorder.attach();
    sensed.attach();
    if (isOffered) setLanguage();
    observeContentHeight({
      isWanted: () => followsContent() && !requests.sent("notifyIntrinsicHeight"),
      report: (height) => requests.tell("contentHeight", [height]),
    });
    observeColorScheme((scheme) => requests.tell("colorScheme", [scheme]));
  };
  observe();
  onNewDocument(observe);
}
