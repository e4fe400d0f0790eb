/** What is asked, remembered and rehearsed, as the host would send it. The rest is in `fixtures.ts`. */
import type {
  Approval,
  ApprovalPreview,
  Card,
  LevelFact,
  LevelOutcome,
  LoggedApproval,
  PermissionLevel,
  Rehearsal,
  Remembered,
  ToolApprovals,
  VerdictAction,
} from "../bindings";

const NOW = "2026-11-21T09:00:00Z";

export const levels: LevelFact[] = [
  {
    level: "alwaysAsk",
    title: "Always ask",
    meaning: "Every call asks, also of tools that only read.",
    source: "observed: help pages and captures, autumn 2026",
  },
  {
    level: "allowReads",
    title: "Allow read actions",
    meaning: "What says readOnlyHint: true runs; everything else asks.",
    source: "observed: autumn 2026; called “Ask before making changes” in June 2026 (documented)",
  },
  {
    level: "allowLowRisk",
    title: "Allow low-risk actions",
    meaning:
      "Asks where destructiveHint is true; else where it is neither read-only nor both destructiveHint: false and openWorldHint: false. ChatGPT's default for published apps.",
    source:
      "chosen: what counts as low-risk is not published; this is the rule of OpenAI's Codex for the same tools (observed)",
  },
  {
    level: "allowAll",
    title: "Allow all actions",
    meaning: "Nothing asks. ChatGPT marks it as an elevated risk, and does not offer it for every app.",
    source: "observed: help pages and captures, autumn 2026",
  },
  {
    level: "classic",
    title: "Developer mode, classic",
    meaning: "A tool is a write unless it says readOnlyHint: true, and a write asks.",
    source: "documented: the pages on custom servers and on developer mode",
  },
];

export function card(more: Partial<Card> = {}): Card {
  return {
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
    ...more,
  };
}

/** A prompt that was allowed once, and whose call is done. */
export function loggedApproval(approval: Approval, more: Partial<LoggedApproval> = {}): LoggedApproval {
  return {
    approval,
    decision: { outcome: "allowed_once", by: "shell", at: NOW },
    callState: "completed",
    ...more,
  };
}

/** “Always allow”, which holds for an app in every conversation. */
export function remembered(more: Partial<Remembered> = {}): Remembered {
  return {
    id: "r1",
    connectorId: "c1",
    appName: "Board",
    toolName: null,
    conversationId: null,
    conversationTitle: null,
    choice: "always_allow",
    since: NOW,
    by: "shell",
    callId: "k1",
    exceptions: [],
    ended: null,
    ...more,
  };
}

export function rehearsal(more: Partial<Rehearsal> = {}): Rehearsal {
  return {
    script: { answers: [{ answer: "allow_once" }, { answer: "deny" }], pauseMilliseconds: 500 },
    given: [{ callId: "k1", toolName: "add_card", at: NOW }, null],
    ...more,
  };
}

const WORDS: Record<VerdictAction, string> = { run: "Runs without asking", ask: "Asks", refuse: "Declined" };

/** What each level makes of a tool: the same for the model and for a widget. */
export function levelOutcomes(actions: Record<PermissionLevel, VerdictAction>): LevelOutcome[] {
  return levels.map(({ level, title }) => ({
    level,
    person: actions[level],
    widget: actions[level],
    reason: `${WORDS[actions[level]]}, at the level “${title}”.`,
  }));
}

/** A tool that writes and says so, and no more. */
export function toolApprovals(more: Partial<ToolApprovals> = {}): ToolApprovals {
  return {
    toolName: "add_card",
    toolTitle: "Add a card",
    annotations: { readOnly: false, destructive: null, idempotent: null, openWorld: null },
    levels: levelOutcomes({
      alwaysAsk: "ask",
      allowReads: "ask",
      allowLowRisk: "ask",
      allowAll: "run",
      classic: "ask",
    }),
    card: card(),
    findings: [],
    ...more,
  };
}

export function approvalPreview(more: Partial<ApprovalPreview> = {}): ApprovalPreview {
  return { level: "classic", widgetCalls: "sameRule", tools: [toolApprovals()], findings: [], ...more };
}
