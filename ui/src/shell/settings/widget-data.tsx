/** Removes what widgets have stored in their screens, after asking. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { useBackend } from "../../backend";
import { Confirmation } from "../confirmation";
import { ProblemPanel } from "../problem-panel";

type State = "idle" | "asking" | "clearing" | "cleared" | { problem: unknown };

export function WidgetData() {
  const backend = useBackend();
  const [state, setState] = useState<State>("idle");
  const clear = () => {
    setState("clearing");
    backend.clearWidgetData().then(
      () => setState("cleared"),
      (problem: unknown) => setState({ problem }),
    );
  };
  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      <p className="text-secondary">
        What widgets store in their screens by themselves: local storage, databases and caches.
      </p>
      {state === "asking" ? (
        <Confirmation
          label="Clear the data of all widgets?"
          action="Clear"
          testId="widget-data-clear"
          className="w-full rounded-lg border p-3"
          onConfirm={clear}
          onCancel={() => setState("idle")}
        >
          Clear the data of all widgets, on all screens? The screens are loaded anew. What widgets keep with
          setWidgetState stays.
        </Confirmation>
      ) : (
        <Button
          color="secondary"
          variant="outline"
          size="xs"
          data-testid="widget-data-clear"
          disabled={state === "clearing"}
          onClick={() => setState("asking")}
        >
          {state === "clearing" ? "Clearing" : "Clear widget data…"}
        </Button>
      )}
      {state === "cleared" ? (
        <p role="status" className="text-xs" data-testid="widget-data-cleared">
          Cleared on all screens.
        </p>
      ) : null}
      {typeof state === "object" ? <ProblemPanel problem={state.problem} /> : null}
    </div>
  );
}
