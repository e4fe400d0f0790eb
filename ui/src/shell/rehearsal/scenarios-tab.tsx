/** What may happen to a call's widgets, each at a click: what ChatGPT was seen to do, and how far it has come here. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useBackend } from "../../backend";
import type { CallRecord } from "../../bindings";
import { ProblemPanel } from "../problem-panel";
import { useReporting } from "../problems";
import { useScenarios } from "../queries";
import { ScenarioCard } from "./scenario-card";

export function ScenariosTab({ record: { call } }: { record: CallRecord }) {
  const backend = useBackend();
  const report = useReporting();
  const scenarios = useScenarios(call.id);
  if (scenarios.error) return <ProblemPanel problem={scenarios.error} />;
  const all = scenarios.data ?? [];
  return (
    <>
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-xs text-secondary">
          Each plays on all screens with what is under Edit. No server is asked for anything.
        </p>
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          data-testid="scenario-reset"
          disabled={all.every(({ run }) => run === null)}
          onClick={() => report(backend.resetScenario(call.id))}
        >
          Reset
        </Button>
      </div>
      <ul className="flex flex-col gap-1.5">
        {all.map((view) => (
          <ScenarioCard
            key={view.scenario}
            view={view}
            onRun={() => report(backend.runScenario(call.id, view.scenario))}
            onStop={() => report(backend.stopScenario(call.id))}
          />
        ))}
      </ul>
    </>
  );
}
