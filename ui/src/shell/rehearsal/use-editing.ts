/**
 * Editing what a call's widgets are told. What is typed is kept as text, part by part, and applied as soon as it is JSON;
 * while one part is on its way, only the newest text of each waits.
 */
import { useRef, useState } from "react";
import { useBackend } from "../../backend";
import type { Part, PartView } from "../../bindings";
import { readJson } from "../../parts/json-text";
import { useNavigation } from "../navigation";

export type Editing = {
  /** What is written in the part's field. */
  textOf(view: PartView): string;
  write(view: PartView, text: string): void;
  /** Applies once more everything that can be read. */
  applyAll(): void;
  /** All parts, where none is named. */
  reset(part: Part | null): void;
  problemOf(part: Part): unknown;
};

export function useEditing(callId: string, parts: PartView[]): Editing {
  const backend = useBackend();
  const { kept, keep } = useNavigation();
  const [problems, setProblems] = useState<ReadonlyMap<Part, unknown>>(new Map());
  const waiting = useRef(new Map<Part, () => Promise<unknown>>());
  const isBusy = useRef(false);
  const key = (part: Part) => `edit ${callId} ${part}`;

  const settle = (part: Part, problem: unknown) =>
    setProblems((before) => new Map(before).set(part, problem));
  const work = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    for (;;) {
      const [next] = waiting.current;
      if (!next) break;
      const [part, send] = next;
      waiting.current.delete(part);
      await send().then(
        () => settle(part, null),
        (problem: unknown) => settle(part, problem),
      );
    }
    isBusy.current = false;
  };
  const apply = (part: Part, text: string) => {
    const reading = readJson(text);
    if (!reading.ok) return;
    waiting.current.set(part, () => backend.edit(callId, part, reading.value));
    void work();
  };
  const draft = (part: Part) => kept.get(key(part)) as string | undefined;

  return {
    textOf: ({ part, value }) => draft(part) ?? JSON.stringify(value, null, 2),
    write: (view, text) => {
      if (text === (draft(view.part) ?? JSON.stringify(view.value, null, 2))) return;
      keep(key(view.part), text);
      apply(view.part, text);
    },
    applyAll: () => {
      for (const { part } of parts) {
        const text = draft(part);
        if (text !== undefined) apply(part, text);
      }
    },
    reset: (part) => {
      for (const view of parts) {
        if (part !== null && view.part !== part) continue;
        keep(key(view.part), undefined);
        waiting.current.delete(view.part);
        settle(view.part, null);
      }
      const first = part ?? parts[0]?.part;
      if (!first) return;
      waiting.current.set(first, () => backend.resetEdits(callId, part));
      void work();
    },
    problemOf: (part) => problems.get(part),
  };
}
