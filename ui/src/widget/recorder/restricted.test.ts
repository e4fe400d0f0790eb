/** The use of what ChatGPT withholds: told once each, by the names of the profile, and never changed. */
import { beforeEach, expect, test, vi } from "vitest";

// Of this page's engine, or in place of what it lacks.
class Storage {
  readonly kept = new Map<string, string>();
  getItem(name: string) {
    return this.kept.get(name) ?? null;
  }
  setItem(name: string, value: string) {
    this.kept.set(name, value);
  }
}
const storages = { localStorage: new Storage(), sessionStorage: new Storage() };
for (const [name, storage] of Object.entries(storages)) {
  Object.defineProperty(window, name, { get: () => storage, configurable: true });
}
const refuse = async () => {
  throw new DOMException("No.", "NotAllowedError");
};
class MediaDevices {
  getUserMedia(_constraints?: unknown) {
    return refuse();
  }
}
class Clipboard {
  readText() {
    return refuse();
  }
  async writeText(_text: string) {}
}
class ServiceWorkerContainer {
  register(_url: string) {
    return refuse();
  }
}
class Notification {
  static requestPermission = async () => "denied";
  constructor(readonly title: string) {}
}
for (const [name, value] of Object.entries({
  Storage,
  MediaDevices,
  Clipboard,
  ServiceWorkerContainer,
  Notification,
  alert: () => {},
  confirm: (_text?: string) => false,
  prompt: () => null,
  open: () => null,
}))
  vi.stubGlobal(name, value);

const { recording } = await import("./recording");
const { recordRestricted } = await import("./restricted");
const { createUses } = await import("./uses");
let record: ReturnType<typeof recording>;

beforeEach(() => {
  record = recording();
  recordRestricted(createUses(record.observations, record.positions));
});

/** What is told, as "api detail". */
const used = () => record.told().map(({ api, detail }) => `${api} ${detail}`.trim());

test("a use is told once, and does what it does", () => {
  expect(window.confirm("Sure?")).toBe(false);
  expect(window.confirm("Really?")).toBe(false);
  expect(window.prompt()).toBe(null);
  expect(window.open("https://example.com")).toBe(null);
  expect(record.told()).toEqual([
    { kind: "restricted", api: "confirm", detail: "Sure?" },
    { kind: "restricted", api: "prompt", detail: "" },
    { kind: "restricted", api: "windowOpen", detail: "https://example.com" },
  ]);
});

test("whoever only looks what there is uses nothing", () => {
  expect([typeof localStorage, typeof sessionStorage, typeof window.alert]).toEqual([
    "object",
    "object",
    "function",
  ]);
  expect([Notification.name, "permission" in Notification, window.confirm.length]).toEqual([
    "Notification",
    false,
    1,
  ]);
  window.addEventListener("pagehide", () => {});
  window.addEventListener("beforeunload", null as never);
  document.body.addEventListener("beforeunload", () => {});
  expect(used()).toEqual([]);
});

test("the two storages are told apart", () => {
  localStorage.setItem("name", "Ann");
  expect(localStorage.getItem("name")).toBe("Ann");
  expect(used()).toEqual(["localStorage setItem"]);
  expect(sessionStorage.getItem("name")).toBe(null);
  expect(used()).toEqual(["sessionStorage getItem"]);
});

test("camera and microphone are told by what was asked for", async () => {
  const media = new MediaDevices();
  await expect(media.getUserMedia({ audio: true, video: false })).rejects.toThrow("No.");
  expect(used()).toEqual(["microphone getUserMedia"]);
  await expect(media.getUserMedia({ video: { facingMode: "user" } })).rejects.toThrow("No.");
  expect(used()).toEqual(["camera getUserMedia"]);
});

test.each<[string, () => unknown, string[]]>([
  ["an alert", () => window.alert("Hello"), ["alert Hello"]],
  ["text put on the clipboard", () => new Clipboard().writeText("text"), ["clipboardWrite writeText"]],
  [
    "a service worker",
    () => new ServiceWorkerContainer().register("/sw.js").catch(() => {}),
    ["serviceWorker register"],
  ],
  ["a notification", () => new window.Notification("News"), ["notifications new Notification"]],
  [
    "the question for notifications",
    () => window.Notification.requestPermission(),
    ["notifications requestPermission"],
  ],
  ["a cookie that is read", () => document.cookie, ["cookie read"]],
  [
    "a cookie that is set",
    () => {
      // biome-ignore lint/suspicious/noDocumentCookie: it is what widgets do, and what is told.
      document.cookie = "a=b";
    },
    ["cookie written"],
  ],
])("%s is told", async (_what, use, expected) => {
  await use();
  expect(used()).toEqual(expected);
});

test("a question before leaving is told", () => {
  const added = vi.spyOn(EventTarget.prototype, "addEventListener").mockReturnValue();
  const own = recording();
  recordRestricted(createUses(own.observations, own.positions));
  const ask = () => {};
  EventTarget.prototype.addEventListener.call(window, "beforeunload", ask);
  expect(added.mock.calls).toEqual([["beforeunload", ask]]);
  expect(own.told()).toEqual([{ kind: "restricted", api: "beforeUnload", detail: "addEventListener" }]);
});
