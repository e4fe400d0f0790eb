/** The state of a call in words and colour. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import type { Asker, CallState, Decision } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

const STATES = {
  awaitingApproval: { label: "Waiting for approval", colour: "warning" },
  queued: { label: "Queued", colour: "info" },
  running: { label: "Running", colour: "info" },
  completed: { label: "Completed", colour: "success" },
  toolError: { label: "Tool error", colour: "danger" },
  failed: { label: "Failed", colour: "danger" },
  denied: { label: "Denied", colour: "secondary" },
  cancelled: { label: "Cancelled", colour: "secondary" },
  timedOut: { label: "Timed out", colour: "danger" },
} as const satisfies Record<CallState, unknown>;

export function CallStateBadge({ state }: { state: CallState }) {
  const { label, colour } = STATES[state];
  return (
    <Badge size="sm" color={colour}>
      {label}
    </Badge>
  );
}

/** Nothing more will happen to the call. */
export function isSettled(state: CallState): boolean {
  return state !== "awaitingApproval" && state !== "queued" && state !== "running";
}

export function askerText(asker: Asker): string {
  switch (asker.kind) {
    case "person":
      return "You";
    case "widget":
      return `The widget on ${asker.screen}`;
    case "fixture":
      return `Nobody: the fixture “${visibleText(asker.name)}”`;
  }
}

const OUTCOMES = {
  denied: "Denied",
  allowed_once: "Allowed once",
  allowed_for_conversation: "Allowed for the conversation",
  withdrawn: "Withdrawn",
  abandoned: "Abandoned",
} as const satisfies Record<Decision["outcome"], string>;

/** Where nobody answered, the program did: `greenroom`. */
export function decisionText(decision: Decision): string {
  const place = decision.by === "greenroom" ? "by Greenroom, unanswered" : `in the ${decision.by}`;
  return `${OUTCOMES[decision.outcome]} ${place}`;
}
