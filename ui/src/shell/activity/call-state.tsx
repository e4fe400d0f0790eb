/** The state of a call in words and colour. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import type { Asker, CallState, Decision, Outcome } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import type { NameOf } from "../stage/use-screen-name";

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

export function askerText(asker: Asker, nameOf: NameOf): string {
  switch (asker.kind) {
    case "person":
      return "You";
    case "widget":
      return `The widget on ${nameOf(asker.screen)}`;
    case "fixture":
      return `Nobody: the fixture “${visibleText(asker.name)}”`;
  }
}

const OUTCOMES = {
  denied: "Denied",
  denied_for_conversation: "Denied for the conversation",
  allowed_once: "Allowed once",
  allowed_for_conversation: "Allowed for the conversation",
  always_allowed: "Always allowed",
  withdrawn: "Withdrawn: the call was cancelled",
  timed_out: "Not answered in time",
  refreshed: "Refused: the connector was refreshed",
  connector_disabled: "Refused: the connector was disabled",
  connector_deleted: "Refused: the connector was deleted",
  connector_moved: "Refused: the connector leads to another server now",
  window_closed: "Refused: the window was closed",
  quit: "Refused: Greenroom was ended",
  abandoned: "Refused: Greenroom was ended",
  crashed: "Refused: Greenroom crashed or was killed",
} as const satisfies Record<Outcome, string>;

/** What only a person decides, or a script in their place. */
const ANSWERS: ReadonlySet<Outcome> = new Set([
  "denied",
  "denied_for_conversation",
  "allowed_once",
  "allowed_for_conversation",
  "always_allowed",
]);

/** How a prompt ended and, where someone answered it, from where. */
export function decisionText({ outcome, by }: Decision, nameOf: NameOf): string {
  return ANSWERS.has(outcome) ? `${OUTCOMES[outcome]} ${placeText(by, nameOf)}` : OUTCOMES[outcome];
}

/** Where an answer came from. What is no place of ours is a screen. */
export function placeText(by: string, nameOf: NameOf): string {
  switch (by) {
    case "shell":
      return "in the workbench";
    case "command line":
      return "on the command line";
    case "rehearsal":
    case "conformance suite":
      return `by the ${by}`;
    // Nobody answered this prompt: an answer to another one covered it.
    case "greenroom":
      return "by an earlier answer";
    default:
      return `on ${nameOf(by)}`;
  }
}
