/** The script as it is built, run in a realm of its own as a browser would: what it leaves on the page. */
import { runInContext, runInNewContext } from "node:vm";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";

const GLOBALS = {
  toolInput: { board: "launch" },
  toolOutput: null,
  theme: "dark",
  displayMode: "inline",
  locale: "en-GB",
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
  const output = await build({
    configFile: "vite.widget.config.ts",
    logLevel: "error",
    build: { write: false },
  });
  const files = (Array.isArray(output) ? output : [output]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  script = files.map((file) => (file.type === "chunk" ? file.code : "")).join("");
});

/** Runs the script, then `author`, in a page with the little of a browser that the script touches. */
function runPage(author: string) {
  const posted: { message: unknown; target: string; ports: MessagePort[] }[] = [];
  const target = new EventTarget();
  const parent = {
    postMessage: (message: unknown, target: string, ports: MessagePort[]) =>
      posted.push({ message, target, ports }),
  };
  const window = {
    parent,
    innerHeight: 120,
    addEventListener: target.addEventListener.bind(target),
    dispatchEvent: target.dispatchEvent.bind(target),
    setTimeout,
    requestAnimationFrame: setTimeout,
    document: { documentElement: { lang: "" }, addEventListener: () => {} },
    getComputedStyle: () => ({}),
    CustomEvent,
    MessageChannel,
    ResizeObserver: class {},
    MutationObserver: class {},
    report: (_value: unknown): void => {},
  };
  const page = Object.assign(window, { window });
  const reported = new Promise((resolve) => {
    page.report = resolve;
  });
  const before = Object.keys(page);
  const text = script.replace("__GREENROOM_GLOBALS__", () => JSON.stringify(GLOBALS));
  const result: unknown = runInNewContext(`${text};\n${author}`, page);
  return {
    page,
    posted,
    result,
    reported,
    added: Object.keys(page).filter((name) => !before.includes(name)),
  };
}

test("it is small, names the globals once, and keeps the place for the probe beside the port", () => {
  expect(script.length).toBeLessThan(30_000);
  expect(script.split("__GREENROOM_GLOBALS__").length - 1).toBe(1);
  expect(script.split("\n/*! probe */\n").length - 1).toBe(1);
  expect(script).toMatch(/port1:port,port2\}=new MessageChannel;\n\/\*! probe \*\/\n/);
  expect(script).not.toMatch(/<\/script|<!--/i);
});

test("it hands one port to the parent and leaves three names for one object that cannot be replaced", () => {
  const { posted, added, page, result } = runPage(`
    const refused = ["openai", "webplus", "oai"].map((name) => {
      "use strict";
      try { window[name] = {}; return "replaced"; } catch (thrown) { return thrown.name; }
    });
    window.openai.ownName = "kept";
    ({ refused, same: window.openai === window.webplus && window.openai === window.oai, own: oai.ownName })
  `);
  expect(posted).toEqual([{ message: { greenroom: "port" }, target: "*", ports: [posted[0]?.ports[0]] }]);
  expect(posted[0]?.ports[0]?.constructor.name).toBe("MessagePort");
  expect(added).toEqual(["openai", "webplus", "oai"]);
  expect(result).toEqual({ refused: ["TypeError", "TypeError", "TypeError"], same: true, own: "kept" });
  expect(page.document.documentElement.lang).toBe("en-GB");
  posted[0]?.ports[0]?.close();
});

test("a script of the author's may name a variable like the object", () => {
  const { page, posted } = runPage("");
  expect(runInContext("const openai = window.openai; openai.theme", page)).toBe("dark");
  posted[0]?.ports[0]?.close();
});

test("a page that breaks the built-ins afterwards breaks only itself", async () => {
  const { posted, result, reported } = runPage(`
    const events = [];
    const both = new Promise((resolve) => {
      window.addEventListener("openai:set_globals", (event) => {
        if (events.push(event.detail.globals) === 2) resolve();
      });
    });
    const broken = () => { throw new Error("broken by the page"); };
    JSON.parse = JSON.stringify = Object.assign = Object.keys = Reflect.set = Array.isArray = broken;
    Promise.prototype.then = broken;
    window.addEventListener = window.dispatchEvent = window.setTimeout = window.requestAnimationFrame = broken;
    Promise = CustomEvent = MessageChannel = Error = TypeError = broken;
    const answer = window.openai.callTool("board_show", { board: "launch" });
    window.openai.setWidgetState({ selected: 1 });
    (async () => { const value = await answer; await both; window.report(value); })();
    ({ events, state: window.openai.widgetState })
  `);
  const host = posted[0]?.ports[0] as MessagePort;
  host.onmessage = ({ data }) => {
    if (data.method === "callTool")
      host.postMessage({ kind: "result", id: data.id, value: { isError: false } });
  };
  expect(await reported).toEqual({ isError: false });
  expect(result).toEqual({
    events: [{ widgetState: { selected: 1 } }, GLOBALS_LATER],
    state: { selected: 1 },
  });
  host.close();
});
