/** What came of a widget's sandbox, its console and its requests, for the preview page. */
import type { ConsoleEntry, NetworkEntry, WidgetReport } from "../bindings";
import * as made from "./fixtures/widgets";

const NOW = Date.now();
const script = { url: "https://static.example.com/assets/board.3f1c.js", line: 1, column: 20_114 };

const findings = [
  made.sandboxFinding({ count: 12 }),
  made.sandboxFinding({
    title: "script-src blocked eval",
    text: "The policy of the MCP Apps specification has no such source. No declaration allows code in text: build without it.",
    position: script,
  }),
  made.sandboxFinding({
    weight: "willBreak",
    title: "connect-src will block http://localhost:3000/api/cards",
    text: "It works in this mode; the policy of the published app has no such source.",
    position: { url: "", line: 31, column: 9 },
    count: 3,
  }),
  made.sandboxFinding({
    weight: "note",
    title: "localStorage was used (setItem)",
    text: "It is there, but is not kept across devices and sessions: hold what matters in widgetState, or on your server. (documented: page on widgets, autumn 2026)",
    position: script,
  }),
];

const policy =
  "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: https://cdn.jsdelivr.net https://unpkg.com https://static.example.com; connect-src 'self' https://cdn.jsdelivr.net https://unpkg.com http://localhost:3000; frame-src 'self' data: blob:";

const sandbox = made.sandboxReport({
  policy,
  reportedPolicy: policy.replace(" http://localhost:3000", ""),
  findings,
  patch: {
    standard: {
      ui: {
        csp: { connectDomains: ["https://api.example.com"], resourceDomains: ["https://static.example.com"] },
      },
    },
    legacy: {
      "openai/widgetCSP": {
        connect_domains: ["https://api.example.com"],
        resource_domains: ["https://static.example.com"],
      },
    },
    added: ["connectDomains: https://api.example.com"],
    notes: ["eval is not mended by any declaration: build without it."],
  },
  unused: ["resourceDomains: https://fonts.example.com"],
});

export const reports: WidgetReport[] = [
  made.widgetReport({ sandbox }),
  made.widgetReport({ screen: "phone", instance: "w2" }),
];

const logs: Partial<ConsoleEntry>[] = [
  { text: "Drawn 12 cards in 3 columns" },
  { level: "debug", text: '{"columns":["todo","doing","done"],"cards":12}' },
  { level: "info", text: "Connected to the board", position: script },
  {
    level: "warn",
    text: "The column “doing” is over its limit of 3",
    position: { url: "", line: 12, column: 5 },
  },
  {
    level: "error",
    origin: "uncaught",
    text: "TypeError: undefined is not an object (evaluating 'card.owner.name')",
    position: script,
    stack:
      "draw@https://static.example.com/assets/board.3f1c.js:1:20114\nrender@https://static.example.com/assets/board.3f1c.js:1:19002",
  },
  {
    level: "error",
    origin: "rejection",
    text: "TypeError: Load failed",
    position: { url: "", line: 31, column: 9 },
  },
  {
    text: `A long answer: ${JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, title: `Card ${id}` })))}`,
  },
];

export const entries: ConsoleEntry[] = Array.from({ length: 300 }, (_, index) =>
  made.consoleEntry({ at: NOW - (300 - index) * 731, ...logs[index % logs.length] }),
);

const requests: Parameters<typeof made.networkEntry>[] = [
  [
    {
      url: "https://static.example.com/assets/board.3f1c.js",
      initiator: "script",
      mimeType: "text/javascript",
      bytes: 214_000,
    },
  ],
  [
    {
      url: "https://api.example.com/v1/cards?column=todo",
      status: null,
      mimeType: null,
      bytes: null,
      duration: 2,
      outcome: "failed",
      detail: "TypeError: Load failed",
      position: { url: "", line: 12, column: 5 },
    },
    {
      verdict: { kind: "blocked", directive: "connect-src" },
      explanation: "It never left: the content security policy names no such source.",
    },
  ],
  [
    { url: "http://localhost:3000/api/cards", method: "POST", position: { url: "", line: 31, column: 9 } },
    {
      verdict: { kind: "willBreak", directive: "connect-src" },
      explanation: "It works in this mode. The published app's policy names no such source.",
    },
  ],
  [
    {
      url: "https://cdn.jsdelivr.net/npm/data@1/list.json",
      status: null,
      mimeType: null,
      bytes: null,
      outcome: "failed",
      detail: "Load failed",
    },
    {
      verdict: { kind: "cors" },
      explanation:
        "The server answered, but lets no page of another origin read it: send Access-Control-Allow-Origin.",
    },
  ],
  [
    { url: "https://gone.example.com/", status: null, mimeType: null, bytes: null, outcome: "failed" },
    { verdict: { kind: "failed" }, explanation: "Could not connect to gone.example.com" },
  ],
  [
    {
      url: "https://unpkg.com/a/very/long/path/to/a/picture-with-a-very-long-name-that-does-not-fit-into-the-row.png",
      initiator: "image",
      mimeType: "image/png",
      bytes: 18_200,
      status: 404,
    },
  ],
  [
    {
      url: "wss://live.example.com/socket",
      initiator: "webSocket",
      status: 101,
      mimeType: null,
      bytes: 4_100,
      duration: null,
      outcome: "pending",
    },
  ],
  [
    {
      url: "https://api.example.com/v1/slow",
      status: null,
      mimeType: null,
      bytes: null,
      outcome: "conditioned",
    },
    { verdict: { kind: "conditioned" }, explanation: "The conditions of this screen failed it." },
  ],
];

export const network: NetworkEntry[] = Array.from({ length: 40 }, (_, index) => {
  const [request, more] = requests[index % requests.length] ?? [{}, {}];
  return made.networkEntry({ id: index, started: NOW - (40 - index) * 300, ...request }, more);
});
