/** Saves what the filter shows to a file. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { useState } from "react";
import { useBackend } from "../../backend";
import type { RecordFormat } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";
import { ProblemPanel } from "../problem-panel";
import { isEverything, queryOf, type RecordFilter } from "./filter";

const FORMATS: { format: RecordFormat; label: string; testId: string }[] = [
  { format: "jsonLines", label: "JSON Lines", testId: "record-export-lines" },
  { format: "har", label: "HAR", testId: "record-export-har" },
];

type Result = { savedTo: string | null; problem: unknown };

export function ExportPanel({ filter, onClose }: { filter: RecordFilter; onClose: () => void }) {
  const backend = useBackend();
  const [result, setResult] = useState<Result>({ savedTo: null, problem: null });
  useKey("Escape", onClose);
  const save = (format: RecordFormat) => {
    setResult({ savedTo: null, problem: null });
    backend.exportRecord(queryOf(filter), format).then(
      (savedTo) => setResult({ savedTo, problem: null }),
      (problem: unknown) => setResult({ savedTo: null, problem }),
    );
  };
  return (
    <section
      aria-label="Export the record"
      className="flex shrink-0 flex-col gap-2 border-b border-subtle bg-surface-secondary px-4 py-3 text-sm"
    >
      <div className="flex items-start gap-2">
        <p className="flex-1">
          {isEverything(filter) ? "Export the whole record" : "Export what the filter shows"}, secrets masked.
          HAR holds only what went over HTTP, so nothing that widgets say.
        </p>
        <Button
          color="secondary"
          variant="ghost"
          size="3xs"
          uniform
          aria-label="Close"
          title="Close (Esc)"
          data-testid="record-export-close"
          onClick={onClose}
        >
          <XCrossed />
        </Button>
      </div>
      <div className="flex gap-2">
        {FORMATS.map(({ format, label, testId }) => (
          <Button
            key={format}
            color="secondary"
            variant="outline"
            size="xs"
            data-testid={testId}
            onClick={() => save(format)}
          >
            {label}…
          </Button>
        ))}
      </div>
      {result.savedTo ? (
        <p role="status" className="text-xs [overflow-wrap:anywhere]" data-testid="record-exported">
          Saved to {visibleText(result.savedTo)}.
        </p>
      ) : null}
      {result.problem ? <ProblemPanel problem={result.problem} /> : null}
    </section>
  );
}
