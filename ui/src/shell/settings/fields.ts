/** The settings as fields of the page: their names, and what there is to say about each. */
import type { ClientKind, SettingsView } from "../../bindings";
import { WIDGET_CALLS } from "../approvals/preview/levels";

export type SettingKind = "number" | "text" | "json" | "headers" | "switch" | "choice";

export type SettingField = {
  /** Where it is in the settings, such as `chatgpt.userAgent`. */
  path: string;
  kind: SettingKind;
  label: string;
  explanation: string;
  unit?: string;
  /** Of a choice: its values with what they are called; `levels` are those that the host knows. */
  options?: readonly (readonly [value: string, label: string])[] | "levels";
};

export type SettingOption = {
  value: string;
  label: string;
  /** What there is to say about it while it is chosen; may be empty. */
  notes: string[];
};

export function optionsOf({ options = [] }: SettingField, view: SettingsView): SettingOption[] {
  if (options === "levels") {
    return view.levels.map(({ level, title, meaning, source }) => ({
      value: level,
      label: title,
      notes: [meaning, `Source: ${source}`],
    }));
  }
  return options.map(([value, label]) => ({ value, label, notes: [] }));
}

export const CALL_FIELDS: SettingField[] = [
  {
    path: "callLimitSeconds",
    kind: "number",
    label: "Limit of a call",
    explanation: "A call that has no answer by then has failed, as in ChatGPT.",
    unit: "seconds",
  },
  {
    path: "callWarningSeconds",
    kind: "number",
    label: "Warn after",
    explanation: "A call that runs longer is warned about while it runs, and afterwards.",
    unit: "seconds",
  },
];

export const APPROVAL_FIELDS: SettingField[] = [
  {
    path: "approvals.level",
    kind: "choice",
    label: "Permission level",
    explanation: "Which calls ask first. A connector may have a level of its own, on its page.",
    options: "levels",
  },
  {
    path: "approvals.widgetCalls",
    kind: "choice",
    label: "Calls that a widget makes",
    explanation: "A connector may have a choice of its own.",
    options: WIDGET_CALLS,
  },
  {
    path: "approvals.highRisk",
    kind: "choice",
    label: "What “Allow low-risk actions” does not let pass",
    explanation: "Of no effect at the other levels.",
    options: [
      ["asks", "Asks"],
      ["isDeclined", "Is declined, without a question"],
    ],
  },
  {
    path: "approvals.alwaysCovers",
    kind: "choice",
    label: "“Always allow” covers",
    explanation: "For answers from now on. What is remembered already stays as it is.",
    options: [
      ["app", "Every tool of the app, in every conversation"],
      ["appInConversation", "Every tool of the app, in one conversation"],
    ],
  },
  {
    path: "approvals.cardInFullscreen",
    kind: "choice",
    label: "The card on a screen whose widget is in fullscreen",
    explanation: "The workbench shows it in either case.",
    options: [
      ["shown", "Is shown over the widget"],
      ["hidden", "Is hidden until the widget leaves fullscreen"],
    ],
  },
  {
    path: "approvals.timeoutSeconds",
    kind: "number",
    label: "A prompt that nobody answers is refused after",
    explanation: "0: it waits for ever.",
    unit: "seconds",
  },
];

export const WIDGET_FIELDS: SettingField[] = [
  {
    path: "widgets.host",
    kind: "choice",
    label: "Host of widgets",
    explanation:
      "As ChatGPT: what it was seen to do, also where that is not what MCP Apps specifies. As specified: MCP Apps to the letter, without window.openai.",
    options: [
      ["chatgpt", "As ChatGPT"],
      ["spec", "As specified"],
    ],
  },
  {
    path: "widgets.gestures",
    kind: "choice",
    label: "Messages, links and display modes",
    explanation: "A widget that asks for them by itself gets nothing; what it asked for is a finding.",
    options: [
      ["required", "Only after a click or a key in the widget"],
      ["ignored", "At any time"],
    ],
  },
  {
    path: "widgets.responseMetadata",
    kind: "choice",
    label: "window.openai.toolResponseMetadata",
    explanation: "A widget that is shown learns of a change when it is loaded anew.",
    options: [
      ["envelope", "The whole result, in mcp_tool_result"],
      ["legacy", "Only the result’s _meta, as before May 2026"],
    ],
  },
];

export const SCREEN_FIELDS: SettingField[] = [
  {
    path: "screens.hungSeconds",
    kind: "number",
    label: "Stop a screen that does not answer after",
    explanation: "It can be reloaded at any time before that. 0: it is never stopped.",
    unit: "seconds",
  },
  {
    path: "screens.memoryMegabytes",
    kind: "number",
    label: "Stop a screen that holds more than",
    explanation: "What its web process holds, all widgets on it together. Measured on Linux only.",
    unit: "megabytes",
  },
  {
    path: "screens.microphone",
    kind: "choice",
    label: "A widget that asks for the microphone",
    explanation:
      "ChatGPT grants it to widgets, and the browser then asks the person: this is the answer. Reload a screen that has refused it already.",
    options: [
      ["refused", "Is refused"],
      ["granted", "Hears you"],
    ],
  },
];

export const RECORD_FIELDS: SettingField[] = [
  {
    path: "record.mostFrames",
    kind: "number",
    label: "At most",
    explanation: "The oldest frames go as soon as one of the three bounds is passed.",
    unit: "frames",
  },
  {
    path: "record.mostMegabytes",
    kind: "number",
    label: "Not larger than",
    explanation: "",
    unit: "megabytes",
  },
  { path: "record.days", kind: "number", label: "Not older than", explanation: "", unit: "days" },
];

const OF_A_CLIENT: SettingField[] = [
  { path: "name", kind: "text", label: "Name", explanation: "What the client calls itself." },
  { path: "version", kind: "text", label: "Version", explanation: "" },
  { path: "userAgent", kind: "text", label: "User agent", explanation: "Empty: no such header is sent." },
  {
    path: "capabilities",
    kind: "json",
    label: "Capabilities",
    explanation: "Sent in the handshake and, with the 2026-07-28 revision, with each request.",
  },
  {
    path: "headers",
    kind: "headers",
    label: "Headers",
    explanation: "Sent with each HTTP request, beside those of the protocol.",
  },
  { path: "initializeMeta", kind: "json", label: "_meta of initialize", explanation: "" },
  {
    path: "callMeta",
    kind: "json",
    label: "_meta of tools/call",
    explanation: "{conversation} stands for the conversation’s id.",
  },
  {
    path: "callHeaders",
    kind: "headers",
    label: "Headers of tools/call",
    explanation:
      "{conversation} stands for the conversation’s id, {trace} and {span} for fresh hexadecimal ids, {trace-decimal} and {span-decimal} for the same in decimal.",
  },
  {
    path: "progress",
    kind: "switch",
    label: "Ask for progress",
    explanation: "Sends a token in _meta with which the server may say how far it is.",
  },
];

export function clientFields(client: ClientKind): SettingField[] {
  return OF_A_CLIENT.map((field) => ({ ...field, path: `${client}.${field.path}` }));
}

export const ALL_FIELDS: SettingField[] = [
  ...CALL_FIELDS,
  ...APPROVAL_FIELDS,
  ...WIDGET_FIELDS,
  ...SCREEN_FIELDS,
  ...RECORD_FIELDS,
  ...clientFields("chatgpt"),
  ...clientFields("plain"),
];
