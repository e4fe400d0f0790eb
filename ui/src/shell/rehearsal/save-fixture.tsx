/** Saves what a call's widgets are told to a file that can be opened again without any call. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Call } from "../../bindings";
import { Labelled } from "../../parts/labelled";
import { visibleText } from "../../parts/visible-text";
import { useKept } from "../navigation";
import { ProblemPanel } from "../problem-panel";

type Result = { savedTo: string | null; problem: unknown };

export function SaveFixture({ call }: { call: Call }) {
  const backend = useBackend();
  const [name, setName] = useKept(`fixture ${call.id}`, first(call));
  const [result, setResult] = useState<Result>({ savedTo: null, problem: null });
  const save = () => {
    setResult({ savedTo: null, problem: null });
    backend.saveFixture(call.id, name).then(
      (savedTo) => setResult({ savedTo, problem: null }),
      (problem: unknown) => setResult({ savedTo: null, problem }),
    );
  };
  return (
    <section className="panel flex flex-col gap-2 p-3" aria-label="Fixture">
      <Labelled label="Name of the fixture" htmlFor="fixture-name">
        <div className="flex gap-2">
          <Input
            id="fixture-name"
            data-testid="fixture-name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button
            color="secondary"
            variant="outline"
            size="md"
            data-testid="fixture-save"
            disabled={name.trim() === ""}
            onClick={save}
          >
            Save as fixture…
          </Button>
        </div>
      </Labelled>
      <p className="text-xs text-tertiary">
        The file holds input, result, state and globals as they are above, and which tool of which connector
        they are for. Open it under Activity: its widget appears without a call.
      </p>
      {result.savedTo ? (
        <p className="text-sm [overflow-wrap:anywhere]" role="status" data-testid="fixture-saved">
          Saved to {visibleText(result.savedTo)}.
        </p>
      ) : null}
      {result.problem ? <ProblemPanel problem={result.problem} /> : null}
    </section>
  );
}

function first(call: Call): string {
  return call.asker.kind === "fixture" ? call.asker.name : call.toolTitle;
}
