/**
 * What axe-core finds in the main views, as far as it can be seen without a layout: names, roles, states, and what stands
 * in what. Contrast is held by contrast.test.ts; what is in sight and what overlaps, by the test in the real window.
 */
import { screen } from "@testing-library/react";
import axe from "axe-core";
import { expect, test } from "vitest";
import type { Handlers } from "./fake-backend";
import { problem } from "./fake-backend";
import { approval, loggedApproval, remembered } from "./fixtures/approvals";
import { connector, snapshot, tool, unannotated } from "./fixtures/connectors";
import { call, conversation, inquiry, modelTurn, record } from "./fixtures/conversation";
import { frame, frameDetail } from "./fixtures/record";
import { look, phone, stage } from "./fixtures/stage";
import { consoleEntry, networkEntry, sandboxFinding, sandboxReport, widgetReport } from "./fixtures/widgets";
import { type Mounted, mountShell } from "./testing";

/** What happy-dom cannot tell. */
const UNSEEN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];

/** Those that keep somebody from using it, or make it hard. */
async function grave(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    resultTypes: ["violations"],
    rules: Object.fromEntries(UNSEEN.map((rule) => [rule, { enabled: false }])),
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

type View = { view: string; handlers?: Handlers; steps: string[]; shows: string };

const listed = tool({
  annotations: unannotated,
  findings: [{ path: "$.annotations", text: "There are no annotations." }],
  inputSchema: {
    type: "object",
    required: ["title"],
    properties: {
      title: { type: "string", description: "What the card says." },
      column: { type: "string", enum: ["todo", "done"], default: "todo" },
      labels: { type: "array", items: { type: "string" }, default: ["new"] },
      position: { type: "object", properties: { row: { type: "integer" }, pinned: { type: "boolean" } } },
      extra: { anyOf: [{ type: "string" }, { type: "number" }] },
    },
  },
});
const running = call({
  state: "running",
  durationMs: null,
  settledAt: null,
  progress: { progress: 3, total: 8, message: "Reading" },
  warning: "It has been running for 45 seconds.",
});
const calls: Handlers = {
  conversation: () => conversation(call(), { ...running, id: "k2" }),
  call: () => record(),
  widgets: () => [widgetReport({ sandbox: sandboxReport({ findings: [sandboxFinding()] }) })],
  widgetConsole: () => [consoleEntry()],
  widgetNetwork: () => [networkEntry()],
};
const asks = (question: Parameters<typeof inquiry>[0]): Handlers => ({
  inquiries: () => [inquiry(question)],
});

const VIEWS: View[] = [
  { view: "the connectors", steps: [], shows: "connector-row" },
  {
    view: "a connector that failed",
    handlers: {
      connectors: () => [connector({ connection: { kind: "failed", at: "", problem: problem("No.") } })],
    },
    steps: ["connector-row"],
    shows: "connector-status",
  },
  { view: "a connector", steps: ["connector-row"], shows: "tool-row" },
  {
    view: "the form for a connector",
    steps: ["new-connector", "connector-advanced"],
    shows: "connector-client",
  },
  { view: "the import", steps: ["import-connectors"], shows: "import-text" },
  {
    view: "a tool",
    handlers: { snapshot: () => snapshot({ tools: [listed] }), ...calls },
    steps: ["connector-row", "tool-row"],
    shows: "tool-run",
  },
  {
    view: "the model's turn",
    handlers: { modelTurn: () => modelTurn() },
    steps: [],
    shows: "model-turn",
  },
  {
    view: "a tool that answers",
    handlers: { modelTurn: () => modelTurn() },
    steps: ["model-turn-tool"],
    shows: "tool-answers",
  },
  { view: "a prompt", handlers: { approvals: () => [approval()] }, steps: [], shows: "approval-card" },
  {
    view: "a question with a form",
    handlers: asks({
      kind: "form",
      message: "Which sprint?",
      schema: { type: "object", properties: { sprint: { type: "string" } } },
    }),
    steps: [],
    shows: "inquiry-card",
  },
  {
    view: "a question with an address",
    handlers: asks({ kind: "url", message: "Sign in.", url: "https://accounts.example.com/" }),
    steps: [],
    shows: "inquiry-url",
  },
  { view: "the calls", handlers: calls, steps: ["tab-activity"], shows: "call-row" },
  ...["result", "widget", "wire", "details"].map((part) => ({
    view: `the ${part} of a call`,
    handlers: calls,
    steps: ["tab-activity", "call-row", `call-tab-${part}`],
    shows: "call-detail",
  })),
  ...["sandbox", "console", "network"].map((part) => ({
    view: `the ${part} of a widget`,
    handlers: calls,
    steps: ["tab-activity", "call-row", "call-tab-widget", `widget-part-${part}`],
    shows: part,
  })),
  ...["log", "remembered", "rehearsal", "report"].map((part) => ({
    view: `the approvals: ${part}`,
    handlers: {
      approvalLog: () => [loggedApproval(approval())],
      remembered: () => [remembered()],
      approvalReport: () => "# Approvals",
    },
    steps: ["tab-activity", "approvals-open", `approvals-tab-${part}`],
    shows: `approvals-tab-${part}`,
  })),
  {
    view: "the record",
    handlers: { frames: () => ({ frames: [frame()], more: false }), frame: () => frameDetail() },
    steps: ["tab-record"],
    shows: "frame-list",
  },
  { view: "the settings", steps: ["tab-settings"], shows: "settings-secrets" },
  { view: "the device of a screen", steps: ["device-open"], shows: "person" },
  { view: "the network of a screen", steps: ["conditions-open"], shows: "conditions" },
  { view: "the pictures of a screen", steps: ["picture-open"], shows: "picture-result" },
  { view: "the contact sheet", steps: ["sheet-open"], shows: "sheet-plan" },
  {
    view: "a contact sheet that is being made",
    handlers: {
      sheet: () => ({ kind: "taking", taken: 1, pictures: 8, label: "iPhone 15 · light · inline" }),
    },
    steps: ["sheet-open"],
    shows: "sheet-progress",
  },
  {
    view: "a contact sheet that is done",
    handlers: { sheet: () => ({ kind: "taken", pictures: 8, width: 20, height: 10, preview: "data:," }) },
    steps: ["sheet-open"],
    shows: "sheet-preview",
  },
  {
    view: "screens at life size",
    handlers: { look: () => ({ ...look, zoom: "actual" }) },
    steps: [],
    shows: "screen-frame",
  },
  {
    view: "a screen that hangs",
    handlers: {
      stage: () => ({ ...stage, screens: [{ ...phone, status: { kind: "hung", since: "" } }] }),
    },
    steps: [],
    shows: "screen-banner",
  },
];

/** Presses what has these ids, one after the other; of several the first. */
async function go({ user }: Mounted, steps: string[]): Promise<void> {
  for (const step of steps) {
    const [first] = await screen.findAllByTestId(step);
    if (first) await user.click(first);
  }
}

test.each(VIEWS)("nobody is kept out of $view", async ({ handlers = {}, steps, shows }) => {
  const mounted = await mountShell(handlers);
  await screen.findAllByTestId("screen-frame");
  await go(mounted, steps);
  await screen.findAllByTestId(shows);
  expect(await grave()).toEqual([]);
});
