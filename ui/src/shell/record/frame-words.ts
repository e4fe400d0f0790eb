/** What frames are called. */
import type { Direction, FrameKind } from "../../bindings";

export const KINDS: Record<FrameKind, string> = {
  request: "Request",
  answer: "Answer",
  notification: "Notification",
  oddity: "Off-spec message",
  http: "HTTP without a message",
  failure: "Failure",
  stderr: "Standard error",
};

export const DIRECTIONS: Record<Direction, { arrow: string; label: string; colour: string }> = {
  toServer: { arrow: "→", label: "To the server", colour: "text-info-surface" },
  fromServer: { arrow: "←", label: "From the server", colour: "text-success-surface" },
};
