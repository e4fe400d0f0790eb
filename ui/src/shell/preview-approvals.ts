/** What is asked, remembered and rehearsed on the preview page. */
import type { Annotations, PermissionLevel, ToolApprovals, VerdictAction } from "../bindings";
import * as made from "./fixtures/approvals";

type Actions = Record<PermissionLevel, VerdictAction>;

const reads: Actions = {
  alwaysAsk: "ask",
  allowReads: "run",
  allowLowRisk: "run",
  allowAll: "run",
  classic: "run",
};
const writes: Actions = {
  alwaysAsk: "ask",
  allowReads: "ask",
  allowLowRisk: "ask",
  allowAll: "run",
  classic: "ask",
};

function tool(
  toolName: string,
  toolTitle: string,
  actions: Actions,
  annotations: Annotations,
  text = "",
): ToolApprovals {
  return made.toolApprovals({
    toolName,
    toolTitle,
    annotations,
    levels: made.levelOutcomes(actions),
    card: made.card({ toolName, toolTitle }),
    findings: text === "" ? [] : [{ path: "$.annotations", text }],
  });
}

const hints = (readOnly: boolean | null, destructive: boolean | null, openWorld: boolean | null) => ({
  readOnly,
  destructive,
  openWorld,
  idempotent: null,
});

const few = [
  tool("show_board", "Show the board", reads, hints(true, false, false)),
  tool(
    "add_card",
    "Add a card",
    writes,
    hints(null, null, null),
    "Missing: readOnlyHint, destructiveHint, openWorldHint. An app that is submitted has all three, as true or false.",
  ),
  tool(
    "delete_card",
    "Delete a card with everything that was ever written about it",
    { ...reads, allowLowRisk: "refuse" },
    hints(true, true, false),
    "The name says “delete”, and readOnlyHint: true says that nothing is changed.",
  ),
];

export const preview = (count: number) =>
  made.approvalPreview({
    tools: [
      ...few,
      ...Array.from({ length: Math.max(0, count - few.length) }, (_, index) =>
        tool(
          `tool_${index}`,
          `Tool number ${index}`,
          index % 3 === 0 ? reads : writes,
          hints(null, null, null),
        ),
      ),
    ],
    findings: [
      {
        path: "$.tools",
        text: "2 of 3 tools ask at the level “Developer mode, classic”: people are stopped at nearly every step. Tools that only read run at once when they say readOnlyHint: true.",
      },
    ],
  });

const at = (seconds: number) => new Date(Date.now() - 1000 * seconds).toISOString();

const asks = (reason: string) => ({ action: "ask" as const, reason, alternatives: [], remembered: null });
const prompt = (id: string, callId: string, seconds: number, reason: string) =>
  made.approval({ id, callId, askedAt: at(seconds), card: made.card(), verdict: asks(reason) });

export const log = [
  made.loggedApproval(
    prompt(
      "a1",
      "k1",
      90,
      "Asks, because readOnlyHint is missing and missing means write, at the level “Developer mode, classic”.",
    ),
  ),
  made.loggedApproval(
    {
      ...prompt("a2", "k2", 60, "Asks, because a widget makes the call, and those always ask."),
      asker: { kind: "widget", callId: "k1", screen: "phone" },
    },
    { decision: { outcome: "denied", by: "phone", at: at(50) }, callState: "denied" },
  ),
  made.loggedApproval(prompt("a3", "k3", 20, "Asks, because every call does at the level “Always ask”."), {
    decision: null,
    callState: "awaitingApproval",
  }),
];

export const remembered = [
  made.remembered({
    exceptions: [
      { toolName: "delete_card", end: { at: at(30), reason: "Its annotations changed at a Refresh." } },
    ],
  }),
  made.remembered({
    id: "r2",
    toolName: "add_card",
    conversationId: "v1",
    conversationTitle: "Plan the sprint",
    choice: "allow_for_conversation",
    by: "phone",
  }),
  made.remembered({
    id: "r3",
    toolName: "send_mail",
    appName: "Mail",
    conversationId: "v0",
    conversationTitle: "Write to everybody about the party that there will be on Friday",
    choice: "deny_for_conversation",
    by: "rehearsal",
    callId: "k0",
  }),
  made.remembered({ id: "r4", ended: { at: at(40), reason: "You took it back." } }),
];

export const rehearsal = made.rehearsal({
  script: {
    answers: [
      { answer: "allow_once" },
      { answer: "deny", tool: "delete_card" },
      { answer: "time_out" },
      { answer: "allow_for_conversation", tool: "add_card" },
    ],
    pauseMilliseconds: 1500,
  },
  given: [{ callId: "k1", toolName: "add_card", at: at(88) }, null, null, null],
});

export const report = `# Approvals of “Plan the sprint”

## 1. add_card of Board

- Asked at 09:00:00, because readOnlyHint is missing.
- Allowed once in the workbench.
- The server then saw \`tools/call\` with \`{"title":"Ship it"}\`.
`;
