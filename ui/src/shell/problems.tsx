/**
 * Failures of actions that have no place of their own, such as a switch in the toolbar. They are listed in the
 * workbench: a dialog could lie beneath a screen.
 */
import { createContext, type ReactNode, useContext, useState } from "react";
import { ProblemPanel } from "./problem-panel";

type Reported = { id: number; problem: unknown };
type Problems = { reported: Reported[]; report: (problem: unknown) => void; dismiss: (id: number) => void };

const Context = createContext<Problems | null>(null);
const MOST_SHOWN = 3;

export function ProblemsProvider({ children }: { children: ReactNode }) {
  const [reported, setReported] = useState<Reported[]>([]);
  const report = (problem: unknown) =>
    setReported((before) => [...before, { id: (before.at(-1)?.id ?? 0) + 1, problem }].slice(-MOST_SHOWN));
  const dismiss = (id: number) => setReported((before) => before.filter((one) => one.id !== id));
  return <Context.Provider value={{ reported, report, dismiss }}>{children}</Context.Provider>;
}

function useProblems(): Problems {
  const problems = useContext(Context);
  if (!problems) throw new Error("useProblems needs a ProblemsProvider above it.");
  return problems;
}

/** Waits for the promise and lists its failure. */
export function useReporting(): (doing: Promise<unknown>) => void {
  const { report } = useProblems();
  return (doing) => {
    doing.catch(report);
  };
}

export function ReportedProblems() {
  const { reported, dismiss } = useProblems();
  if (reported.length === 0) return null;
  return (
    <div className="flex max-h-[40%] flex-col gap-2 overflow-y-auto border-t border-subtle p-3">
      {reported.map(({ id, problem }) => (
        <ProblemPanel key={id} problem={problem} onDismiss={() => dismiss(id)} />
      ))}
    </div>
  );
}
