/** Saves the requests of a widget to a file, whatever the filter shows. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { useBackend } from "../../../backend";
import { visibleText } from "../../../parts/visible-text";
import { ProblemPanel } from "../../problem-panel";

type Result = { savedTo: string | null; problem: unknown };

export function SaveArchive({ instance }: { instance: string }) {
  const backend = useBackend();
  const [result, setResult] = useState<Result>({ savedTo: null, problem: null });
  const save = () => {
    setResult({ savedTo: null, problem: null });
    backend.saveWidgetNetwork(instance).then(
      (savedTo) => setResult({ savedTo, problem: null }),
      (problem: unknown) => setResult({ savedTo: null, problem }),
    );
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button color="secondary" variant="outline" size="2xs" data-testid="network-save" onClick={save}>
        Save all as HAR…
      </Button>
      {result.savedTo ? (
        <p role="status" className="text-xs [overflow-wrap:anywhere]" data-testid="network-saved">
          Saved to {visibleText(result.savedTo)}.
        </p>
      ) : null}
      {result.problem ? <ProblemPanel problem={result.problem} /> : null}
    </div>
  );
}
