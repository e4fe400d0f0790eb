/**
 * Functions and properties that ChatGPT withholds from widgets or restricts. Whether one is there may be asked for
 * without being told: only its use counts. Everything behaves as it would without this.
 */
import { apply, getOwnPropertyDescriptor } from "../originals";
import type { Uses } from "./uses";
import { inherited } from "./values";
import { global, noteGetter, noteMethod, noteSetter, prototypeOf, wrapConstructor } from "./wrapping";

/** Interface, methods on its prototype, and the name by which the profile knows them. */
const METHODS: [string, string[], string][] = [
  ["IDBFactory", ["open", "deleteDatabase"], "indexedDB"],
  ["CacheStorage", ["open", "match", "has", "delete", "keys"], "caches"],
  ["Geolocation", ["getCurrentPosition", "watchPosition"], "geolocation"],
  ["MediaDevices", ["getDisplayMedia"], "displayCapture"],
  ["Clipboard", ["read", "readText"], "clipboardRead"],
  ["Clipboard", ["write", "writeText"], "clipboardWrite"],
  ["ServiceWorkerContainer", ["register"], "serviceWorker"],
  ["Element", ["requestFullscreen", "webkitRequestFullscreen", "webkitRequestFullScreen"], "fullscreen"],
  ["HTMLVideoElement", ["webkitEnterFullscreen", "webkitEnterFullScreen"], "fullscreen"],
  ["Element", ["requestPointerLock"], "pointerLock"],
  ["Navigator", ["share"], "share"],
  ["CredentialsContainer", ["get", "create", "store"], "credentials"],
  ["WakeLock", ["request"], "wakeLock"],
];

const FUNCTIONS = ["alert", "confirm", "prompt", "print"];

const CONSTRUCTORS = [
  ["SharedWorker", "sharedWorker"],
  ["Notification", "notifications"],
  ["RTCPeerConnection", "webRtc"],
  ["webkitRTCPeerConnection", "webRtc"],
  ["PaymentRequest", "payment"],
] as const;

export function recordRestricted(use: Uses): void {
  for (const [name, methods, api] of METHODS) {
    for (const method of methods) noteMethod(prototypeOf(name), method, () => use(api, method));
  }
  for (const name of FUNCTIONS) noteMethod(window, name, (args) => use(name, detailOf(args[0])));
  for (const [name, api] of CONSTRUCTORS) {
    wrapConstructor(name, (args, make) => {
      use(api, `new ${name}`);
      return make(args);
    });
  }
  noteMethod(window, "open", (args) => use("windowOpen", detailOf(args[0])));
  noteMethod(global("Notification"), "requestPermission", () => use("notifications", "requestPermission"));
  noteMethod(prototypeOf("MediaDevices"), "getUserMedia", (args) => recordMedia(use, args[0]));
  noteGetter(prototypeOf("Document"), "cookie", () => use("cookie", "read"));
  noteSetter(prototypeOf("Document"), "cookie", () => use("cookie", "written"));
  noteSetter(prototypeOf("Document"), "domain", () => use("documentDomain"));
  recordStorage(use);
  recordBeforeUnload(use);
}

/** By its methods, as whoever asks for its type has read the property: `localStorage.name = value` is not seen. */
function recordStorage(use: Uses): void {
  const read = getOwnPropertyDescriptor(window, "localStorage")?.get;
  const local = () => read && apply(read, window, []);
  for (const method of ["getItem", "setItem", "removeItem", "clear", "key"]) {
    noteMethod(prototypeOf("Storage"), method, (_args, self) =>
      use(self === local() ? "localStorage" : "sessionStorage", method),
    );
  }
}

function recordMedia(use: Uses, constraints: unknown): void {
  if (typeof constraints !== "object" || constraints === null) return;
  if (inherited(constraints, "video")) use("camera", "getUserMedia");
  if (inherited(constraints, "audio")) use("microphone", "getUserMedia");
}

function recordBeforeUnload(use: Uses): void {
  const isWindow = (target: unknown) => target === window || target === undefined || target === null;
  noteMethod(prototypeOf("EventTarget"), "addEventListener", (args, target) => {
    if (args[0] === "beforeunload" && args[1] && isWindow(target)) use("beforeUnload", "addEventListener");
  });
  const set = (args: unknown[]) => {
    if (typeof args[0] === "function") use("beforeUnload", "onbeforeunload");
  };
  noteSetter(window, "onbeforeunload", set);
  noteSetter(prototypeOf("HTMLBodyElement"), "onbeforeunload", set);
}

function detailOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
