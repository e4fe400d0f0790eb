/** Data as the host would send it, for component tests and the preview page. */
import type {
  Annotations,
  Approval,
  Call,
  CallRecord,
  Card,
  ClientSettings,
  Conditions,
  Connector,
  ConsoleEntry,
  Conversation,
  CspMode,
  Device,
  Frame,
  FrameDetail,
  Inquiry,
  Look,
  ModelItem,
  ModelTurn,
  NetworkEntry,
  Question,
  SandboxFinding,
  SandboxReport,
  Screen,
  Settings,
  SettingsView,
  Snapshot,
  Stage,
  Template,
  TemplatePolicies,
  Tool,
  ToolSuggestion,
  Verdict,
  WidgetReport,
  WidgetRequest,
} from "../bindings";
import { approvalPreview, levels } from "./approval-fixtures";
import type { Handlers } from "./fake-backend";
import { presets } from "./preset-fixtures";

const NOW = "2026-11-21T09:00:00Z";

export const unannotated: Annotations = {
  readOnly: null,
  destructive: null,
  idempotent: null,
  openWorld: null,
};

export function connector(more: Partial<Connector> = {}): Connector {
  return {
    id: "c1",
    name: "Board",
    description: "A board with cards",
    endpoint: { kind: "http", url: "http://localhost:3000/mcp" },
    authentication: "none",
    headers: [],
    environment: [],
    certificates: "trusted",
    client: "chatgpt",
    protocol: { kind: "negotiated" },
    reading: "snapshot",
    csp: "developerEnforced",
    availability: "enabled",
    permissions: {},
    createdAt: NOW,
    connection: { kind: "connected", since: NOW },
    remarks: [],
    ...more,
  };
}

export function tool(more: Partial<Tool> = {}): Tool {
  return {
    name: "add_card",
    title: "Add a card",
    description: "Adds a card to a column of the board.",
    inputSchema: {
      type: "object",
      properties: { title: { type: "string" }, column: { type: "string", enum: ["todo", "done"] } },
      required: ["title"],
    },
    annotations: { ...unannotated, readOnly: false },
    template: null,
    visibility: { model: true, app: true },
    fileParams: [],
    invoking: "Adding the card",
    invoked: "Card added",
    raw: {},
    findings: [],
    ...more,
  };
}

export function template(more: Partial<Template> = {}): Template {
  return {
    uri: "ui://board/view.html",
    mimeType: "text/html;profile=mcp-app",
    bytes: 18_432,
    hash: "ab",
    meta: {},
    description: "",
    problem: null,
    findings: [],
    ...more,
  };
}

export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    takenAt: NOW,
    serverName: "board-server",
    serverVersion: "1.4.0",
    protocolVersion: "2025-11-25",
    transport: "streamableHttp",
    instructions: null,
    tools: [tool()],
    templates: [],
    findings: [],
    ...more,
  };
}

export function call(more: Partial<Call> = {}): Call {
  return {
    id: "k1",
    conversationId: "v1",
    connectorId: "c1",
    appName: "Board",
    toolName: "add_card",
    toolTitle: "Add a card",
    arguments: { title: "Ship it" },
    asker: { kind: "person" },
    state: "completed",
    verdict: verdict(),
    decision: { outcome: "allowed_once", by: "shell", at: NOW },
    invoking: "Adding the card",
    invoked: "Card added",
    template: null,
    proposedAt: NOW,
    sentAt: NOW,
    settledAt: NOW,
    durationMs: 48,
    problem: null,
    ...more,
  };
}

export function record(more: Partial<CallRecord> = {}): CallRecord {
  return {
    call: call(),
    request: { jsonrpc: "2.0", id: 3, method: "tools/call", params: { name: "add_card" } },
    response: {
      jsonrpc: "2.0",
      id: 3,
      result: {
        content: [{ type: "text", text: "Added “Ship it”." }],
        structuredContent: { id: 7, title: "Ship it" },
        _meta: { "board/revision": 12 },
      },
    },
    exchange: null,
    findings: [],
    ...more,
  };
}

export function frame(more: Partial<Frame> = {}): Frame {
  return {
    number: 1,
    connectorId: "c1",
    appName: "Board",
    session: 1,
    at: NOW,
    direction: "toServer",
    kind: "request",
    method: "tools/call",
    rpcId: "3",
    callId: "k1",
    isError: false,
    status: null,
    bytes: 93,
    durationMs: null,
    side: "wire",
    widget: null,
    ...more,
  };
}

export function frameDetail(more: Partial<FrameDetail> = {}): FrameDetail {
  return {
    frame: frame(),
    text: '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"add_card"}}',
    cut: false,
    http: {
      exchange: 4,
      method: "POST",
      url: "http://localhost:3000/mcp",
      status: 200,
      requestHeaders: [
        { name: "content-type", value: "application/json" },
        { name: "authorization", value: "••••••" },
      ],
      responseHeaders: [{ name: "content-type", value: "text/event-stream" }],
      firstByteMs: 12,
    },
    counterpart: null,
    ...more,
  };
}

const client: ClientSettings = {
  name: "openai-mcp",
  version: "1.0.0",
  userAgent: "openai-mcp/1.0.0",
  capabilities: { extensions: {} },
  headers: [],
  initializeMeta: {},
  callMeta: { "openai/locale": "en-US", "openai/session": "{conversation}" },
  callHeaders: [{ name: "traceparent", value: "00-{trace}-{span}-01" }],
  progress: false,
};

export const settings: Settings = {
  callLimitSeconds: 60,
  callWarningSeconds: 45,
  record: { mostFrames: 200_000, mostMegabytes: 512, days: 14 },
  chatgpt: client,
  plain: { ...client, name: "greenroom", userAgent: "", callMeta: {}, callHeaders: [], progress: true },
  widgets: { host: "chatgpt", gestures: "required", responseMetadata: "envelope" },
  screens: { memoryMegabytes: 1024, hungSeconds: 30, microphone: "refused" },
  approvals: {
    level: "classic",
    widgetCalls: "sameRule",
    highRisk: "asks",
    alwaysCovers: "app",
    cardInFullscreen: "shown",
    timeoutSeconds: 0,
  },
};

export const settingsView: SettingsView = {
  settings,
  defaults: settings,
  secrets: "Secrets are in the keychain of this machine.",
  sources: [
    { setting: "approvals.timeoutSeconds", text: "documented: none" },
    { setting: "approvals.widgetCalls", text: "unknown: not documented" },
    { setting: "chatgpt.userAgent", text: "observed, capture of 2026-08-27" },
  ],
  levels,
};

/** A widget that nothing was blocked of. */
export function sandboxReport(more: Partial<SandboxReport> = {}): SandboxReport {
  return {
    mode: "developerEnforced",
    key: "ui.csp",
    origin: "widget://mcp-example-com-1f2e",
    chatgptOrigin: "https://mcp-example-com.web-sandbox.oaiusercontent.com",
    policy: "default-src 'none'",
    reportedPolicy: null,
    permissionsPolicy: "camera=()",
    sandbox: "allow-scripts allow-same-origin",
    allow: "clipboard-write *",
    findings: [],
    patch: null,
    unused: [],
    ...more,
  };
}

export function sandboxFinding(more: Partial<SandboxFinding> = {}): SandboxFinding {
  return {
    weight: "broken",
    title: "connect-src blocked https://api.example.com/cards",
    text: "The template declares no such source. Declare its origin in connectDomains.",
    position: { url: "", line: 12, column: 5 },
    count: 1,
    ...more,
  };
}

/** Moments of widgets are milliseconds since 1970. */
const AT = Date.parse("2026-11-21T09:00:00.250Z");

export function consoleEntry(more: Partial<ConsoleEntry> = {}): ConsoleEntry {
  return { at: AT, level: "log", origin: "console", text: "Drawn", position: null, stack: "", ...more };
}

/** A request that was answered. */
export function networkEntry(
  request: Partial<WidgetRequest> = {},
  more: Omit<Partial<NetworkEntry>, "request"> = {},
): NetworkEntry {
  return {
    request: {
      id: 1,
      initiator: "fetch",
      method: "GET",
      url: "https://api.example.com/v1/cards?column=todo",
      started: AT,
      duration: 48,
      status: 200,
      mimeType: "application/json",
      bytes: 812,
      outcome: "done",
      detail: "",
      position: null,
      ...request,
    },
    verdict: { kind: "allowed" },
    explanation: "",
    ...more,
  };
}

/** A template that declares one domain which a published app may have, and one which it may not. */
export function templatePolicies(more: Partial<TemplatePolicies> = {}): TemplatePolicies {
  const mode = (mode: CspMode, meaning: string, connect: string[] | null) => ({
    mode,
    meaning,
    enforced:
      connect === null
        ? []
        : [
            { name: "default-src", sources: ["'none'"] },
            { name: "connect-src", sources: ["'self'", ...connect] },
          ],
    header: connect === null ? "" : `default-src 'none'; connect-src ${["'self'", ...connect].join(" ")}`,
  });
  const exact = "https://api.example.com";
  return {
    uri: "ui://board/view.html",
    key: "ui.csp",
    modes: [
      mode("developer", "Nothing is enforced.", null),
      mode("developerEnforced", "As declared.", [exact, "http://localhost:3000"]),
      mode("published", "As declared, exact origins over TLS alone.", [exact]),
      mode("publishedUndeclared", "As if nothing were declared.", []),
      mode("specStrict", "MCP Apps and nothing else.", [exact, "http://localhost:3000"]),
    ],
    chatgptOrigin: "https://mcp-example-com.web-sandbox.oaiusercontent.com",
    findings: [],
    ...more,
  };
}

/** A widget that has introduced itself and knows everything. */
export function widgetReport(more: Partial<WidgetReport> = {}): WidgetReport {
  return {
    screen: "desktop",
    instance: "w1",
    mode: "inline",
    height: 320.4,
    sandbox: sandboxReport(),
    leftOut: { console: 0, requests: 0 },
    handshake: "complete",
    introduction: {
      protocolVersion: "2026-01-26",
      info: { name: "Board app", version: "2.1.0" },
      capabilities: {},
    },
    globals: { theme: "light", toolOutput: { id: 7 } },
    hostContext: { displayMode: "inline" },
    state: null,
    modelContext: null,
    logs: [],
    toolChanges: 0,
    findings: [],
    ...more,
  };
}

export function modelItem(more: Partial<ModelItem> = {}): ModelItem {
  return {
    kind: "message",
    appName: "",
    callId: null,
    content: "Show the board",
    beyond: "",
    images: [],
    reach: "now",
    tokens: 4,
    notes: [],
    warnings: [],
    ...more,
  };
}

export function suggestion(more: Partial<ToolSuggestion> = {}): ToolSuggestion {
  return {
    connectorId: "c1",
    appName: "Board",
    tool: "add_card",
    title: "Add a card",
    description: "Adds a card to a column of the board.",
    score: 12,
    matches: [
      { word: "add", place: "name" },
      { word: "cards", place: "name" },
      { word: "column", place: "parameter" },
    ],
    ...more,
  };
}

/** A message that waits for the person who plays the model. */
export function modelTurn(more: Partial<ModelTurn> = {}): ModelTurn {
  return {
    message: {
      id: "m1",
      author: { kind: "person" },
      text: "Add cards to the column Done",
      at: NOW,
      scroll: "follow",
      apps: [],
    },
    suggestions: [suggestion()],
    calls: 0,
    ...more,
  };
}

export function verdict(more: Partial<Verdict> = {}): Verdict {
  return { action: "ask", reason: "The tool does not say that it only reads.", ...more };
}

/** A prompt of the tool; what its card has of its own is told in part. */
export function approval({
  card = {},
  ...more
}: Partial<Omit<Approval, "card">> & { card?: Partial<Card> } = {}): Approval {
  return {
    id: "a1",
    callId: "k1",
    conversationId: "v1",
    asker: { kind: "person" },
    card: {
      appName: "Board",
      toolName: "add_card",
      toolTitle: "Add a card",
      question: "Allow ChatGPT to use Board?",
      sentence: "Adds a card to a column of the board.",
      arguments: { title: "Ship it" },
      payload: { name: "add_card", arguments: { title: "Ship it" } },
      details: "See details",
      choices: [
        { choice: "deny", label: "Deny" },
        { choice: "allow_once", label: "Allow once" },
        { choice: "allow_for_conversation", label: "Allow for this conversation" },
        { choice: "always_allow", label: "Always allow Board" },
        { choice: "deny_for_conversation", label: "Deny for this conversation" },
      ],
      ...card,
    },
    verdict: verdict(),
    askedAt: NOW,
    refusedAt: null,
    rehearsed: null,
    ...more,
  };
}

export function inquiry(question: Question, more: Partial<Inquiry> = {}): Inquiry {
  return { id: "q1", connectorId: "c1", appName: "Board", callId: null, askedAt: NOW, question, ...more };
}

export function conversation(...calls: Call[]): Conversation {
  const entries = calls.map((one) => ({ kind: "call" as const, ...one }));
  return { id: "v1", startedAt: NOW, entries };
}

const device: Device = {
  id: "desktop",
  preset: "desktop",
  name: "Desktop",
  form: "desktop",
  width: 1024,
  height: 768,
  userAgent: "Mozilla/5.0",
  safeArea: { top: 0, right: 0, bottom: 0, left: 0 },
  touch: false,
  hover: true,
  platform: "MacIntel",
  touchPoints: 0,
  pixelRatio: 2,
  orientation: "portrait",
  customSize: null,
  preferences: {
    theme: null,
    locale: null,
    timeZone: null,
    location: null,
    textSize: null,
    reducedMotion: false,
  },
  cutout: "none",
  source: "chosen: a window",
};

const conditions: Conditions = { offline: false, delay: 0, failing: [] };

export const desktop: Screen = { device, shown: true, status: { kind: "live" }, mode: "inline", conditions };

export const phone: Screen = {
  device: {
    ...device,
    id: "phone",
    preset: "iphone-15",
    name: "iPhone 15",
    form: "phone",
    width: 393,
    height: 852,
    touch: true,
    cutout: "island",
    source: "observed: a device, September 2023",
  },
  shown: true,
  status: { kind: "live" },
  mode: "inline",
  conditions,
};

export const stage: Stage = {
  theme: "light",
  screens: [desktop, phone],
  engine: "WebKitGTK 2.50.6",
  cutsOff: true,
};

export const look: Look = {
  theme: "light",
  screens: [],
  shown: ["desktop", "phone"],
  zoom: "fit",
  workbenchWidth: 420,
};

/** Handlers for everything that a window asks at its start. */
export function quietHandlers(): Handlers {
  return {
    connectors: () => [connector()],
    snapshot: () => snapshot(),
    templatePolicies: () => [],
    widgetConsole: () => [],
    widgetNetwork: () => [],
    verdict: () => verdict(),
    approvals: () => [],
    approvalLog: () => [],
    approvalPreview: () => approvalPreview(),
    remembered: () => [],
    rehearsal: () => null,
    inquiries: () => [],
    modelTurn: () => null,
    frames: () => ({ frames: [], more: false }),
    settings: () => settingsView,
    recordStatus: () => ({ frames: 0, bytes: 0, oldest: null, lost: 0 }),
    conversation: () => conversation(),
    conversations: () => [{ id: "v1", startedAt: NOW, title: "New conversation", calls: 0 }],
    stage: () => stage,
    presets: () => presets,
    look: () => look,
    saveLook: () => null,
    placeScreens: () => null,
    checkDraft: () => [],
    checkArguments: () => [],
  };
}
