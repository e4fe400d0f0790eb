/** Which frames the record shows. It stays as it was set while the person looks elsewhere. */
import type { FrameKind, FrameQuery, Side } from "../../bindings";
import { useKept } from "../navigation";

export type KindChoice = "all" | "messages" | "http" | "faults" | "stderr";

export type SideChoice = "all" | Side;

export type RecordFilter = {
  side: SideChoice;
  connectorId: string | null;
  /** Only what belongs to one call. */
  call: { id: string; title: string } | null;
  kind: KindChoice;
  text: string;
  onlyErrors: boolean;
};

export const EVERYTHING: RecordFilter = {
  side: "all",
  connectorId: null,
  call: null,
  kind: "all",
  text: "",
  onlyErrors: false,
};

export const SIDE_CHOICES: { value: SideChoice; label: string }[] = [
  { value: "all", label: "Wire + widgets" },
  { value: "wire", label: "Wire" },
  { value: "bridge", label: "Widgets" },
];

export const KIND_CHOICES: { value: KindChoice; label: string; kinds: FrameKind[] }[] = [
  { value: "all", label: "All kinds", kinds: [] },
  { value: "messages", label: "Messages", kinds: ["request", "answer", "notification"] },
  { value: "http", label: "HTTP without a message", kinds: ["http"] },
  { value: "faults", label: "Off-spec and failed", kinds: ["oddity", "failure"] },
  { value: "stderr", label: "stderr", kinds: ["stderr"] },
];

export function useRecordFilter() {
  return useKept<RecordFilter>("record-filter", EVERYTHING);
}

export function queryOf({ side, connectorId, call, kind, text, onlyErrors }: RecordFilter): FrameQuery {
  const kinds = KIND_CHOICES.find((choice) => choice.value === kind)?.kinds ?? [];
  return {
    connectorId,
    callId: call?.id ?? null,
    side: side === "all" ? null : side,
    kinds,
    text: text.trim(),
    onlyErrors,
  };
}

export function isEverything(filter: RecordFilter): boolean {
  return JSON.stringify(queryOf(filter)) === JSON.stringify(queryOf(EVERYTHING));
}
