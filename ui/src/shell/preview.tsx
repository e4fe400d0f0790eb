/**
 * The shell over made-up data, to look at it in any browser: `npx vite`, then `/preview.html`, with `?theme=dark`,
 * `?prompt`, `?turn=person`, `?turn=widget`, `?turn=none`, `?ask=form`, `?ask=url`, `?ask=sampling`, `?failed`, `?hung`, `?conditions`, `?screens=6`, `?sheet=taken`, `?many`, `?empty` or `?busy`.
 * It is not part of the build.
 */
import "./shell.css";
import { createRoot } from "react-dom/client";
import type { Frame, Question } from "../bindings";
import { BLANK } from "./connectors/draft";
import { type FakeBackend, fakeBackend, problem } from "./fake-backend";
import { approval, verdict } from "./fixtures/approvals";
import { connector, snapshot, template, templatePolicies, tool, unannotated } from "./fixtures/connectors";
import { call, conversation, inquiry, record } from "./fixtures/conversation";
import { quietHandlers } from "./fixtures/quiet";
import { frame, frameDetail } from "./fixtures/record";
import { desktop, phone, stage } from "./fixtures/stage";
import { consoleEntry } from "./fixtures/widgets";
import * as asking from "./preview-approvals";
import { previewSheet } from "./preview-sheet";
import { previewStage } from "./preview-stage";
import { previewTurn } from "./preview-turn";
import { entries, network, reports } from "./preview-widget";
import { Shell } from "./shell";

const wanted = new URLSearchParams(location.search);
const since = new Date(Date.now() - 72_000).toISOString();

const demo = connector({
  id: "demo",
  name: "Kanban",
  description: "The board that comes with Greenroom.",
  endpoint: { kind: "demo" },
});
const failed = connector({
  id: "c2",
  name: "Budget",
  description: "",
  connection: {
    kind: "failed",
    at: since,
    problem: problem(
      "The server answered 404 Not Found to the first message, so there is no MCP server at this URL.",
      {
        hint: "Check the path: most servers listen on /mcp.",
        exchange: {
          method: "POST",
          url: "http://localhost:3000/",
          status: 404,
          headers: [{ name: "content-type", value: "text/html" }],
          bodyStart: "<!doctype html>\n<h1>Cannot POST /</h1>",
        },
      },
    ),
  },
  remarks: ["ChatGPT itself would need HTTPS: http://localhost works here only."],
});
const local = connector({
  id: "c4",
  name: "Local",
  description: "",
  endpoint: { kind: "stdio", command: "npx", arguments: ["-y", "my server"], directory: "/home/me/board" },
  environment: [{ name: "TOKEN", hasValue: true }],
  reading: "live",
  client: "plain",
  protocol: { kind: "forced", version: "2025-06-18" },
  connection: {
    kind: "failed",
    at: since,
    problem: problem("The command ended with exit code 1 during the handshake.", {
      hint: "Its log below may say why.",
    }),
  },
});
const off = connector({
  id: "c5",
  name: "Mail",
  availability: "disabled",
  connection: { kind: "idle" },
  permissions: { level: "alwaysAsk" },
});
const slow = connector({ id: "c3", name: "Slow", connection: { kind: "connecting", since } });

const show = tool({
  name: "show_board",
  title: "Show the board",
  description:
    "Shows the board with its columns and cards. Use it whenever the user wants to see where things stand.",
  annotations: { readOnly: true, destructive: null, idempotent: true, openWorld: false },
  template: { uri: "ui://board/view.html", key: "ui.resourceUri" },
});
const add = tool({
  annotations: unannotated,
  findings: [{ path: "$.annotations", text: "There are no annotations, so ChatGPT asks before every call." }],
  inputSchema: {
    type: "object",
    required: ["title", "position"],
    properties: {
      title: { type: "string", description: "What the card says." },
      column: { type: "string", enum: ["todo", "doing", "done"], default: "todo" },
      position: {
        type: "object",
        required: ["row"],
        properties: { row: { type: "integer" }, pinned: { type: "boolean" } },
      },
      labels: { type: "array", items: { type: "string" }, default: ["new"] },
      due: { type: ["string", "null"], format: "date", title: "Due date" },
      extra: { anyOf: [{ type: "string" }, { type: "number" }] },
    },
  },
});
const remove = tool({
  name: "delete_card",
  title: "Delete a card",
  description: "Deletes a card for good.",
  annotations: { readOnly: false, destructive: true, idempotent: false, openWorld: true },
});

const calls = [
  call({
    id: "k1",
    state: "completed",
    durationMs: 48,
    toolTitle: "Show the board",
    template: { uri: "ui://board/view.html", key: "ui.resourceUri" },
  }),
  call({ id: "k2", state: "denied", durationMs: null, sentAt: null }),
  call({
    id: "k3",
    state: "running",
    sentAt: since,
    durationMs: null,
    settledAt: null,
    decision: null,
    progress: { progress: 3, total: 8, message: "Reading the columns" },
    warning: "It has been running for 45 seconds. ChatGPT gives up after 60.",
  }),
  call({ id: "k4", state: "queued", sentAt: null, durationMs: null, settledAt: null }),
];

const templates = [
  template(),
  template({
    uri: "ui://board/old.html",
    mimeType: "text/html",
    problem: problem("The MIME type is text/html."),
  }),
];
const boardSnapshot = snapshot({
  tools: [show, add, remove],
  templates,
  instructions: "Show the board first.",
});
const policies = [
  templatePolicies({
    findings: [
      {
        path: "$._meta.ui.csp.connectDomains[1]",
        text: "“http://localhost:3000” is on this machine: of use while you develop, of none once published.",
      },
      {
        path: "$._meta.ui.domain",
        text: "No domain is declared. Review wants one of the app's own (documented).",
      },
    ],
  }),
];
const dark = wanted.get("theme") === "dark";
const netPhone = wanted.has("conditions")
  ? { ...phone, conditions: { offline: true, delay: 0, failing: [] } }
  : phone;
const shownStage = {
  ...stage,
  theme: dark ? ("dark" as const) : ("light" as const),
  screens: [
    wanted.has("conditions")
      ? { ...desktop, conditions: { offline: false, delay: 400, failing: ["api.example.com/v1/"] } }
      : desktop,
    wanted.has("hung") ? { ...phone, status: { kind: "hung" as const, since } } : netPhone,
  ],
};

const shapes: Partial<Frame>[] = [
  { direction: "toServer", kind: "request", method: "tools/call" },
  { direction: "fromServer", kind: "notification", method: "notifications/progress", rpcId: "", bytes: 141 },
  { direction: "fromServer", kind: "answer", status: 200, durationMs: 48, bytes: 18_944 },
  {
    direction: "toServer",
    kind: "notification",
    method: "notifications/initialized",
    rpcId: "",
    callId: null,
  },
  { direction: "fromServer", kind: "http", method: "", rpcId: "", status: 202, bytes: 0, durationMs: 3 },
  { direction: "fromServer", kind: "stderr", method: "", rpcId: "", appName: "Local", bytes: 39 },
  { direction: "fromServer", kind: "answer", isError: true, status: 500, durationMs: 12_400, bytes: 2_411 },
];
const frames = Array.from({ length: 1_000 }, (_, index) =>
  frame({
    number: 1_000 - index,
    at: new Date(Date.now() - index * 731).toISOString(),
    ...shapes[(1_000 - index) % shapes.length],
  }),
);

const draft = (name: string) => ({
  ...BLANK,
  name,
  endpoint: { kind: "stdio" as const, commandLine: `npx -y ${name}`, directory: "" },
});

const asks = verdict({
  reason:
    "Asks, because readOnlyHint is missing and missing means write, at the level “Developer mode, classic”.",
  alternatives: [
    { of: "tool", change: "readOnlyHint: true", action: "run" },
    { of: "setting", change: "Permission level: Allow all actions", action: "run" },
    { of: "setting", change: "Calls of widgets: never ask", action: "run" },
  ],
});

const questions: Record<Question["kind"], Question> = {
  form: {
    kind: "form",
    message: "Which sprint does the card belong to?",
    schema: {
      type: "object",
      required: ["sprint"],
      properties: {
        sprint: { type: "string", title: "Sprint", enum: ["26-11", "26-12"] },
        urgent: { type: "boolean", title: "Urgent" },
      },
    },
  },
  url: {
    kind: "url",
    message: "Sign in to the board, so that cards can be added in your name.",
    url: "https://accounts.example.com/authorize?client_id=board&state=af0ifjsldkj&scope=cards.write",
  },
  sampling: {
    kind: "sampling",
    params: {
      systemPrompt: "You are brief.",
      messages: [{ role: "user", content: { type: "text", text: "Sum up the board in one sentence." } }],
      maxTokens: 100,
    },
  },
};
const asked = questions[(wanted.get("ask") ?? "") as Question["kind"]] as Question | undefined;

const prompts = [
  approval({
    asker: { kind: "widget", callId: "k1", screen: "phone" },
    verdict: asks,
    refusedAt: new Date(Date.now() + 75_000).toISOString(),
    rehearsed: {
      step: 0,
      answer: "Always allow",
      choice: "always_allow",
      at: new Date(Date.now() + 2_000).toISOString(),
    },
  }),
  approval({ id: "a2" }),
];

const stageHandlers = previewStage(shownStage, Number(wanted.get("screens") ?? 0));
const turnHandlers = previewTurn(wanted.get("turn"));
const backend: FakeBackend = fakeBackend({
  ...quietHandlers(),
  connectors: () => [demo, connector(), failed, slow, local, off],
  snapshot: () => boardSnapshot,
  verdict: () => asks,
  approvals: () => (wanted.has("prompt") ? prompts : []),
  inquiries: () => (asked ? [inquiry(asked, { askedAt: since, callId: "k3" })] : []),
  conversation: () => conversation(...calls),
  call: (id) => record({ call: calls.find((one) => one.id === id) ?? call() }),
  widgets: (call) => (call === "k1" ? reports : []),
  widgetConsole: (instance) => (instance === "w1" ? [...entries] : []),
  widgetNetwork: (instance) => (instance === "w1" ? network : []),
  saveWidgetNetwork: () => "/home/me/greenroom-widget.har",
  templatePolicies: () => policies,
  approvalPreview: () => asking.preview(wanted.has("many") ? 40 : 3),
  approvalLog: () => (wanted.has("empty") ? [] : asking.log),
  remembered: () => (wanted.has("empty") ? [] : asking.remembered),
  rehearsal: () => (wanted.has("empty") ? null : asking.rehearsal),
  approvalReport: () => asking.report,
  saveApprovalReport: () => "/home/me/approvals.md",
  saveStory: () => "/home/me/story.json",
  ...stageHandlers(() => backend),
  ...turnHandlers(() => backend),
  ...previewSheet(wanted.get("sheet")),
  frames: (query, before, limit) => {
    const fitting = frames.filter(
      (one) =>
        (before === null || one.number < before) &&
        (!query.onlyErrors || one.isError) &&
        (query.kinds.length === 0 || query.kinds.includes(one.kind)),
    );
    return { frames: fitting.slice(0, limit), more: fitting.length > limit };
  },
  frame: (number) => {
    const found = frames.find((one) => one.number === number) ?? frame();
    const text = found.kind === "stderr" ? "Listening on stdio, 3 tools registered" : null;
    return frameDetail({ frame: found, ...(text === null ? {} : { text, http: null }) });
  },
  recordStatus: () => ({ frames: frames.length, bytes: 4_200_000, oldest: since, lost: 0 }),
  checkArguments: () => [{ pointer: "/title", text: "“title” is required and missing." }],
  checkDraft: () => [
    { field: "name", weight: "error", text: "A connector needs a name." },
    {
      field: "url",
      weight: "remark",
      text: "ChatGPT itself would need HTTPS; here http://localhost is fine.",
    },
  ],
  readImport: () => ({
    shape: "Claude Desktop",
    notes: ["“globalShortcut” is no connector and was left out."],
    items: [
      { key: "files", draft: draft("files"), summary: "npx -y files /home/me", notes: [], problem: null },
      {
        key: "memory",
        draft: draft("memory"),
        summary: "npx -y memory",
        notes: ["There is a connector with this command already."],
        problem: null,
      },
      {
        key: "broken",
        draft: draft("broken"),
        summary: "",
        notes: [],
        problem: problem("“broken” has neither a command nor a url.", { hint: "Add one of them." }),
      },
    ],
  }),
  exportConnectors: () =>
    JSON.stringify({ mcpServers: { Board: { url: "http://localhost:3000/mcp" } } }, null, 2),
  saveConnectors: () => "/home/me/mcp.json",
  refreshConnector: () => ({
    snapshot: boardSnapshot,
    forgotten: ["“Allow for this conversation” of add_card: its inputSchema changed."],
    changes: [
      { subject: "tool", name: "move_card", kind: "added", fields: [], note: "" },
      {
        subject: "tool",
        name: "add_card",
        kind: "changed",
        fields: [
          { field: "description", before: "Adds a card.", after: "Adds a card to a column." },
          {
            field: "inputSchema",
            before: { type: "object", properties: { title: { type: "string" } } },
            after: {
              type: "object",
              properties: { title: { type: "string", minLength: 1 }, column: { type: "string" } },
            },
          },
        ],
        note: "",
      },
      {
        subject: "template",
        name: "ui://board/view.html",
        kind: "changed",
        fields: [{ field: "bytes", before: 18_432, after: 18_990 }],
        note: "The HTML changed and the URI did not: ChatGPT may keep serving the old one for up to an hour.",
      },
    ],
  }),
});

if (wanted.has("busy")) {
  setInterval(() => {
    entries.push(consoleEntry({ at: Date.now(), text: `Entry ${entries.length}` }));
    backend.emit({ kind: "widgets", call: "k1" });
  }, 400);
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Shell backend={backend} />);
