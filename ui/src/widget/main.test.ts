/** The script as it is built, run in a realm of its own as a browser would: what it leaves on the page. */
import { runInContext, runInNewContext } from "node:vm";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import type { WidgetStart } from "../bindings";

const GLOBALS = {
  toolInput: { board: "launch" },
  toolOutput: null,
  theme: "dark",
  displayMode: "inline",
  locale: "en-GB",
};

const START: WidgetStart = {
  globals: GLOBALS,
  names: ["openai", "webplus", "oai"],
  members: ["callTool", "setWidgetState"],
  uploadBytes: 1000,
  gestures: "required",
  gestureMilliseconds: 5000,
  conditions: { offline: false, delay: 0, failing: [] },
  device: {
    colorScheme: "dark",
    reducedMotion: false,
    hover: true,
    touchPoints: 0,
    platform: "MacIntel",
    pixelRatio: 2,
    screen: { width: 800, height: 768 },
    orientation: "portrait",
    safeArea: { top: 0, right: 0, bottom: 0, left: 0 },
    textSize: 100,
    locale: "en-GB",
    timeZone: "UTC",
  },
  inserted: { line: 1, lines: 1, columns: 0 },
};

/** What the event of the next tick says after the page has set a state. */
const GLOBALS_LATER = {
  ...GLOBALS,
  toolResponseMetadata: null,
  maxHeight: null,
  widgetState: { selected: 1 },
};

let script: string;

beforeAll(async () => {
  script = await built();
});

/** As the program has it, or without one of its parts. */
async function built(...left: string[]): Promise<string> {
  const output = await build({
    configFile: "vite.widget.config.ts",
    logLevel: "error",
    build: { write: false },
    plugins: [
      {
        name: "leave-out",
        enforce: "pre",
        load: (id) => (left.some((part) => id.endsWith(part)) ? "export const emulate = () => ({});" : null),
      },
    ],
  });
  const files = (Array.isArray(output) ? output : [output]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  return files.map((file) => (file.type === "chunk" ? file.code : "")).join("");
}

/** Runs the script, then `author`, in a page with the little of a browser that the script touches. */
function runPage(author: string, start: Partial<WidgetStart> = {}) {
  const inserted = { line: 1, lines: script.split("\n").length, columns: 0 };
  const begin = JSON.stringify({ ...START, inserted, ...start });
  const posted: { message: unknown; target: string; ports: MessagePort[] | undefined }[] = [];
  const target = new EventTarget();
  const addEventListener = target.addEventListener.bind(target);
  const parent = {
    postMessage: (message: unknown, target: string, ports?: MessagePort[]) =>
      posted.push({ message, target, ports }),
  };
  class Observer {
    observe() {}
  }
  const window = {
    parent,
    innerHeight: 120,
    addEventListener,
    dispatchEvent: target.dispatchEvent.bind(target),
    setTimeout,
    clearTimeout,
    requestAnimationFrame: setTimeout,
    document: {
      documentElement: { lang: "" },
      currentScript: { getAttribute: (name: string) => (name === "data-start" ? begin : null) },
      URL: "widget://board/",
    },
    getComputedStyle: () => ({}),
    // Whatever listens to something in this page listens to its window.
    EventTarget: {
      prototype: {
        addEventListener: (...heard: Parameters<typeof addEventListener>) => addEventListener(...heard),
      },
    },
    navigator: {},
    performance,
    crypto,
    URL,
    Event,
    Node: class {},
    Blob,
    File,
    FileReader,
    CustomEvent,
    MessageChannel,
    MessageEvent,
    ResizeObserver: Observer,
    MutationObserver: Observer,
    report: (_value: unknown): void => {},
  };
  const page = Object.assign(window, { window });
  const reported = new Promise((resolve) => {
    page.report = resolve;
  });
  const before = Object.keys(page);
  const result: unknown = runInNewContext(`${script};\n${author}`, page, { filename: page.document.URL });
  return {
    page,
    posted,
    host: posted[0]?.ports?.[0] as MessagePort,
    result,
    reported,
    added: Object.keys(page).filter((name) => !before.includes(name)),
  };
}

test("it is small, and keeps the place for the probe beside the port", async () => {
  const withoutDevice = await built("emulation/emulation.ts");
  expect(withoutDevice.length).toBeLessThan(40_000);
  expect(script.length - withoutDevice.length).toBeLessThan(30_000);
  expect(script.split("\n/*! probe */\n").length - 1).toBe(1);
  expect(script).toMatch(/^\(function\(\{port1:port,port2:hostPort\}\)\{\n/);
  expect(script).not.toMatch(/<\/script|<!--/i);
});

test("it hands one port to the parent and leaves three names for one object that cannot be replaced", () => {
  const { posted, host, added, page, result } = runPage(`
    const refused = ["openai", "webplus", "oai"].map((name) => {
      "use strict";
      try { window[name] = {}; return "replaced"; } catch (thrown) { return thrown.name; }
    });
    window.openai.ownName = "kept";
    ({ refused, same: window.openai === window.webplus && window.openai === window.oai, own: oai.ownName })
  `);
  const key = expect.stringMatching(/^[0-9a-f]{16,32}$/);
  const message = { greenroom: "port", key, gestureMilliseconds: 5000 };
  expect(posted).toEqual([{ message, target: "*", ports: [host] }]);
  expect(host.constructor.name).toBe("MessagePort");
  expect(added).toEqual(["openai", "webplus", "oai"]);
  expect(result).toEqual({ refused: ["TypeError", "TypeError", "TypeError"], same: true, own: "kept" });
  expect(page.document.documentElement.lang).toBe("en-GB");
  host.close();
});

test("a host without window.openai leaves no name at all, and the port all the same", () => {
  const { host, added, page } = runPage("", { names: [], members: [] });
  expect(added).toEqual([]);
  expect(page.document.documentElement.lang).toBe("");
  host.close();
});

test("a page cannot make believe that its document goes", () => {
  const { page, posted, host } = runPage("");
  runInContext("window.dispatchEvent(new CustomEvent('pagehide'))", page);
  expect(posted.length).toBe(1);
  host.close();
});

test("a page that writes its own source anew keeps the object and the port that it has", () => {
  const { page, posted, host } = runPage("");
  const openai = runInContext("window.openai", page);
  runInContext(script, page);
  expect(runInContext("window.openai", page)).toBe(openai);
  expect(posted.length).toBe(1);
  host.close();
});

test("what the author's script writes is told with its line in the template", async () => {
  const { host } = runPage(`
    const draw = () => console.warn("slow", { items: 3 });
    draw();
  `);
  const said = await new Promise((resolve) => {
    host.onmessage = ({ data }) => resolve(data);
  });
  const entry = { kind: "console", level: "warn", origin: "console", text: "slow {items: 3}", stack: "" };
  const position = { url: "", line: 2, column: expect.any(Number) };
  const at = expect.closeTo(Date.now(), -4);
  expect(said).toEqual({ id: 1, method: "observed", params: [[{ ...entry, at, position }]] });
  host.close();
});

test("a script of the author's may name a variable like the object", () => {
  const { page, host } = runPage("");
  expect(runInContext("const openai = window.openai; openai.theme", page)).toBe("dark");
  host.close();
});

test.each([
  ["JSON", "JSON.parse = JSON.stringify = broken"],
  [
    "Object and Reflect",
    "for (const name of ['assign', 'keys', 'create', 'defineProperty']) Object[name] = broken; Object.entries = Reflect.set = Reflect.defineProperty = broken",
  ],
  [
    "Object.prototype",
    "for (const name of ['detail', 'bubbles', 'answered', 'value', 'toolInput']) Object.defineProperty(Object.prototype, name, { __proto__: null, get: broken, set: broken })",
  ],
  [
    "Array.prototype",
    "for (const name of Reflect.ownKeys(Array.prototype)) if (typeof Array.prototype[name] === 'function' && name !== 'constructor') Array.prototype[name] = broken",
  ],
  ["Array's indices", "Object.defineProperty(Array.prototype, 0, { __proto__: null, set: broken })"],
  [
    "String.prototype",
    "for (const name of ['slice', 'indexOf', 'split', 'replace']) String.prototype[name] = broken",
  ],
  ["Function.prototype", "Function.prototype.apply = Function.prototype.bind = broken"],
  ["Promise", "Promise.prototype.then = Promise.resolve = broken; Promise = broken"],
  [
    "events",
    "window.addEventListener = window.dispatchEvent = broken; CustomEvent = MessageEvent = EventTarget = broken",
  ],
  ["time", "window.setTimeout = window.requestAnimationFrame = performance = broken"],
  ["errors and ports", "Error = TypeError = MessageChannel = MutationObserver = broken"],
])("a page that breaks %s afterwards breaks only itself", async (_what, breaking) => {
  const { host, result, reported } = runPage(`
    const events = { __proto__: null };
    let both;
    const told = new Promise((resolve) => { both = resolve; });
    let count = 0;
    window.addEventListener("openai:set_globals", (event) => {
      events[count] = event.detail.globals;
      count += 1;
      if (count === 2) both();
    });
    const broken = () => { throw new Error("broken by the page"); };
    ${breaking};
    console.log("still there", { items: [1] });
    const answer = window.openai.callTool("board_show", { board: "launch" });
    window.openai.setWidgetState({ selected: 1 });
    (async () => { const value = await answer; await told; window.report(value); })();
    ({ events, state: window.openai.widgetState })
  `);
  const observed = new Promise((resolve) => {
    host.onmessage = ({ data }) => {
      if (data.method === "observed") resolve(data.params[0].map(({ text }: { text: string }) => text));
      if (data.method === "callTool")
        host.postMessage({ kind: "result", id: data.id, value: { isError: false } });
    };
  });
  expect(await reported).toEqual({ isError: false });
  expect(result).toEqual({
    events: { 0: { widgetState: { selected: 1 } }, 1: GLOBALS_LATER },
    state: { selected: 1 },
  });
  expect(await observed).toEqual(["still there {items: [1]}"]);
  host.close();
});
