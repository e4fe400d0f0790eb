/** What frames are called. */
import type { Direction, FrameKind, Language } from "../../bindings";

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
  toWidget: { arrow: "⇢", label: "To the widget", colour: "text-info-surface" },
  fromWidget: { arrow: "⇠", label: "From the widget", colour: "text-success-surface" },
};

export const LANGUAGES: Record<Language, string> = {
  apps: "MCP Apps",
  openai: "window.openai",
};
