/** Views as the host sends them, for the tests and for looking at the page without the program. */
import type {
  Approval,
  Asks,
  Card,
  Checkout,
  Device,
  FileInfo,
  MentionedApp,
  ScreenCall,
  ScreenEntry,
  ScreenPrompt,
  ScreenView,
  WidgetFrame,
} from "../bindings";

export const DESKTOP: Device = {
  id: "desktop",
  preset: "desktop",
  name: "Desktop",
  form: "desktop",
  width: 1024,
  height: 800,
  userAgent: "desktop agent",
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

export const PHONE: Device = {
  ...DESKTOP,
  id: "phone",
  preset: "iphone-15",
  name: "Phone",
  form: "phone",
  width: 393,
  height: 852,
  safeArea: { top: 59, right: 0, bottom: 34, left: 0 },
  touch: true,
  hover: false,
  platform: "iPhone",
  touchPoints: 5,
  pixelRatio: 3,
  cutout: "island",
  source: "observed: a device",
};

/** The phone, turned to its left. */
export const LYING: Device = {
  ...PHONE,
  width: 852,
  height: 393,
  safeArea: { top: 0, right: 59, bottom: 21, left: 59 },
  orientation: "landscape",
  cutout: "none",
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
  openInApp: false,
};

export const APPROVAL: Approval = {
  id: "a1",
  callId: "c9",
  conversationId: "v1",
  asker: { kind: "person" },
  card: {
    appName: "Kanban board",
    toolName: "board_add",
    toolTitle: "Add a card",
    question: "Allow ChatGPT to use Kanban board?",
    sentence: "Adds a card to a column of the board.",
    arguments: { title: "Buy\u202e paint", column: "To do" },
    payload: { name: "board_add", arguments: { title: "Buy\u202e paint", column: "To do" } },
    details: "See details",
    choices: [
      { choice: "deny", label: "Deny" },
      { choice: "allow_once", label: "Allow once" },
      { choice: "allow_for_conversation", label: "Allow for this conversation" },
      { choice: "always_allow", label: "Always allow Kanban board" },
      { choice: "deny_for_conversation", label: "Deny for this conversation" },
    ],
  },
  verdict: { action: "ask", reason: "Asks, because readOnlyHint is missing and missing means write." },
  askedAt: "2026-11-21T10:00:00Z",
  refusedAt: null,
  rehearsed: null,
};

/** The same prompt, with another card in part. */
export function approval(card: Partial<Card>, told: Partial<Omit<Approval, "card">> = {}): Approval {
  return { ...APPROVAL, ...told, card: { ...APPROVAL.card, ...card } };
}

export const KANBAN: MentionedApp = { id: "kanban", name: "Kanban board" };
export const WEATHER: MentionedApp = { id: "weather", name: "Weather" };

export const SAID: ScreenEntry = {
  kind: "message",
  id: "m1",
  author: { kind: "person" },
  text: "Show me the board for the launch.",
  at: "2026-11-21T10:00:00Z",
  scroll: "follow",
};

/** A message that mentions two apps. */
export const MENTIONING: ScreenEntry = {
  ...SAID,
  id: "m3",
  text: "Will it rain on the launch?",
  apps: [KANBAN, WEATHER],
};

/** What the person says in the model's place. */
export const REPLIED: ScreenEntry = {
  ...SAID,
  id: "m4",
  author: { kind: "model" },
  text: "Two cards are late.\nShall I move them?",
};

export const FOLLOW_UP: ScreenEntry = {
  kind: "message",
  id: "m2",
  author: { kind: "widget", appName: "Kanban board" },
  text: "Summarise the board.",
  at: "2026-11-21T10:01:00Z",
  scroll: "toEnd",
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
    canRetry: false,
    standIn: null,
    ...told,
  };
}

/** A question of the board's widget. */
export function prompt(asks: Asks, id = "p1"): ScreenPrompt {
  return { id, appName: "Kanban board", asks };
}

export const FILES: FileInfo[] = [
  {
    id: "file_1",
    name: "Launch plan.pdf",
    mimeType: "application/pdf",
    size: 184_320,
    addedAt: "2026-11-21T10:00:00Z",
  },
  {
    id: "file_2",
    name: "stage-lights.png",
    mimeType: "image/png",
    size: 2_411_724,
    addedAt: "2026-11-20T10:00:00Z",
  },
];

export const CHECKOUT: Checkout = {
  merchant: "acme_corp",
  provider: "stripe",
  currency: "USD",
  items: [
    { name: "Canvas backpack", quantity: 1, total: 3300 },
    { name: "A very long name of a water bottle with a lid that keeps tea hot", quantity: 2, total: 4998 },
  ],
  totals: [
    { kind: "items_base_amount", text: "Items", amount: 8298 },
    { kind: "fulfillment", text: "Shipping", amount: 550 },
    { kind: "total", text: "Total", amount: 8848 },
  ],
  links: [
    { text: "terms of use", url: "https://merchant.example.com/terms" },
    { text: "privacy policy", url: "https://merchant.example.com/privacy" },
  ],
  remarks: [
    "The session says payment_mode: live. In ChatGPT this would be a real payment; here it is a test.",
  ],
};

/** An empty light desktop screen, with what is told otherwise. */
export function view(told: Partial<ScreenView>): ScreenView {
  return {
    device: DESKTOP,
    theme: "light",
    entries: [],
    approvals: [],
    prompt: null,
    modal: null,
    apps: [],
    awaitsModel: false,
    ...told,
  };
}
