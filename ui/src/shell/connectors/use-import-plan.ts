/** What the host makes of a file of connectors, asked a moment after the last keystroke. */
import { useEffect, useState } from "react";
import { useBackend } from "../../backend";
import type { ImportPlan } from "../../bindings";

const PAUSE_MS = 200;

type Reading = { text: string; plan: ImportPlan | null; problem: unknown };

export function useImportPlan(text: string): { plan: ImportPlan | null; problem: unknown } {
  const backend = useBackend();
  const [reading, setReading] = useState<Reading>({ text: "", plan: null, problem: null });
  useEffect(() => {
    if (text.trim() === "") return;
    let isCurrent = true;
    const tell = (part: Partial<Reading>) => {
      if (isCurrent) setReading({ text, plan: null, problem: null, ...part });
    };
    const asking = setTimeout(() => {
      backend.readImport(text).then(
        (plan) => tell({ plan }),
        (problem: unknown) => tell({ problem }),
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(asking);
    };
  }, [backend, text]);
  // What was said about another text says nothing about this one.
  return reading.text === text ? reading : { plan: null, problem: null };
}
