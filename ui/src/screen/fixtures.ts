/** Views as the host sends them, for the tests and for looking at the page without the program. */
import type {
  Approval,
  Asks,
  Device,
  ScreenCall,
  ScreenEntry,
  ScreenPrompt,
  ScreenView,
  WidgetFrame,
} from "../bindings";

export const DESKTOP: Device = {
  id: "desktop",
  name: "Desktop",
  form: "desktop",
  width: 1024,
  height: 800,
  userAgent: "desktop agent",
  safeArea: { top: 0, right: 0, bottom: 0, left: 0 },
  touch: false,
  hover: true,
};

export const PHONE: Device = {
  ...DESKTOP,
  id: "phone",
  name: "Phone",
  form: "phone",
  width: 393,
  height: 852,
  safeArea: { top: 59, right: 0, bottom: 34, left: 0 },
  touch: true,
  hover: false,
};

export const FRAME: WidgetFrame = {
  instance: "w1",
  generation: 0,
  src: "about:blank",
  sandbox: "allow-scripts",
  allow: "clipboard-write",
  mode: "inline",
  height: 220,
  prefersBorder: true,
};

export const APPROVAL: Approval = {
  id: "a1",
  callId: "c9",
  conversationId: "v1",
  appName: "Kanban board",
  toolName: "board_add",
  toolTitle: "Add a card",
  asker: { kind: "person" },
  question: "Allow ChatGPT to use Kanban board?",
  sentence: "Adds a card to a column of the board.",
  arguments: { title: "Buy paint", column: "To do", labels: ["house", "errand"], urgent: false },
  payload: { name: "board_add", arguments: { title: "Buy\u202e paint", column: "To do" } },
  reason: "The tool does not say that it only reads.",
  choices: ["deny", "allow_once", "allow_for_conversation"],
  askedAt: "2026-11-21T10:00:00Z",
};

export const SAID: ScreenEntry = {
  kind: "message",
  id: "m1",
  author: { kind: "person" },
  text: "Show me the board for the launch.",
  at: "2026-11-21T10:00:00Z",
};

export const FOLLOW_UP: ScreenEntry = {
  kind: "message",
  id: "m2",
  author: { kind: "widget", appName: "Kanban board" },
  text: "Summarise the board.",
  at: "2026-11-21T10:01:00Z",
};

/** A call entry that is done and has neither widget nor text, with what is told otherwise. */
export function call(told: Partial<ScreenCall>): ScreenEntry {
  return {
    kind: "call",
    id: "c1",
    appName: "Kanban board",
    state: "completed",
    status: "Board ready",
    widget: null,
    text: "",
    standIn: null,
    ...told,
  };
}

/** A question of the board's widget. */
export function prompt(asks: Asks, id = "p1"): ScreenPrompt {
  return { id, appName: "Kanban board", asks };
}

/** An empty light desktop screen, with what is told otherwise. */
export function view(told: Partial<ScreenView>): ScreenView {
  return { device: DESKTOP, theme: "light", entries: [], approvals: [], prompt: null, ...told };
}
