/** Which requests of a widget are shown. */
import type { Initiator, NetworkEntry, NetworkVerdict } from "../../../bindings";

export type VerdictChoice = "all" | NetworkVerdict["kind"];

export type InitiatorChoice = "all" | "fetch" | "sockets" | Initiator;

export type RequestFilter = { verdict: VerdictChoice; initiator: InitiatorChoice; text: string };

export const EVERY_REQUEST: RequestFilter = { verdict: "all", initiator: "all", text: "" };

export const VERDICT_CHOICES: { value: VerdictChoice; label: string }[] = [
  { value: "all", label: "Any outcome" },
  { value: "blocked", label: "Blocked by policy" },
  { value: "willBreak", label: "Will break" },
  { value: "cors", label: "Refused by CORS" },
  { value: "failed", label: "Failed" },
  { value: "conditioned", label: "Failed by conditions" },
  { value: "allowed", label: "Allowed" },
];

export const INITIATORS: Record<Initiator, string> = {
  fetch: "fetch",
  xhr: "XMLHttpRequest",
  webSocket: "WebSocket",
  eventSource: "EventSource",
  beacon: "beacon",
  script: "script",
  style: "style",
  image: "image",
  font: "font",
  media: "media",
  frame: "frame",
  other: "other",
};

const KINDS: { value: InitiatorChoice; label: string; initiators: Initiator[] }[] = [
  { value: "fetch", label: "fetch and XHR", initiators: ["fetch", "xhr", "beacon"] },
  { value: "sockets", label: "Sockets, streams", initiators: ["webSocket", "eventSource"] },
  { value: "script", label: "Scripts", initiators: ["script"] },
  { value: "style", label: "Styles", initiators: ["style"] },
  { value: "image", label: "Images", initiators: ["image"] },
  { value: "font", label: "Fonts", initiators: ["font"] },
  { value: "media", label: "Media", initiators: ["media"] },
  { value: "frame", label: "Frames", initiators: ["frame"] },
  { value: "other", label: "Others", initiators: ["other"] },
];

export const INITIATOR_CHOICES = [{ value: "all", label: "Any initiator" }, ...KINDS];

export function fits({ request, verdict, explanation }: NetworkEntry, filter: RequestFilter): boolean {
  if (filter.verdict !== "all" && verdict.kind !== filter.verdict) return false;
  const kind = KINDS.find(({ value }) => value === filter.initiator);
  if (kind && !kind.initiators.includes(request.initiator)) return false;
  const wanted = filter.text.trim().toLowerCase();
  return [request.url, request.method, request.mimeType ?? "", explanation].some((part) =>
    part.toLowerCase().includes(wanted),
  );
}
