/** One scenario: what is known of it, its steps while it plays, and its buttons. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Play, Stop } from "@openai/apps-sdk-ui/components/Icon";
import type { RunState, ScenarioView } from "../../bindings";

type Props = { view: ScenarioView; onRun: () => void; onStop: () => void };

const STATES: Record<RunState, string> = { running: "Playing", stopped: "Stopped", finished: "Played" };

export function ScenarioCard({ view, onRun, onStop }: Props) {
  const { scenario, title, seen, source, run } = view;
  const isRunning = run?.state === "running";
  return (
    <li
      className="panel flex flex-col gap-1.5 px-3 py-2"
      data-testid="scenario"
      data-name={scenario}
      data-state={run?.state ?? "idle"}
    >
      <div className="flex items-center gap-2">
        <h4 className="min-w-0 flex-1 text-sm font-medium">{title}</h4>
        {isRunning ? (
          <Button
            color="secondary"
            variant="soft"
            size="2xs"
            aria-label={`Stop: ${title}`}
            data-testid="scenario-stop"
            onClick={onStop}
          >
            <Stop /> Stop
          </Button>
        ) : null}
        <Button
          color="secondary"
          variant="outline"
          size="2xs"
          aria-label={`${run ? "Play again" : "Play"}: ${title}`}
          data-testid={`scenario-run-${scenario}`}
          onClick={onRun}
        >
          <Play /> {run ? "Again" : "Play"}
        </Button>
      </div>
      <p className="text-xs text-secondary">{seen}</p>
      <p className="text-2xs text-tertiary">{source}</p>
      {run ? <Progress view={view} state={run.state} step={run.step} /> : null}
    </li>
  );
}

function Progress({ view, state, step }: { view: ScenarioView; state: RunState; step: number }) {
  return (
    <div role="status" className="flex flex-col gap-1 text-xs" data-testid="scenario-progress">
      <p className="font-medium">
        {STATES[state]}: step {step + 1} of {view.steps.length}
      </p>
      <ol className="list-decimal pl-5">
        {view.steps.map((text, index) => (
          <li
            key={text}
            aria-current={index === step ? "step" : undefined}
            className={index > step ? "text-tertiary" : index === step ? "font-medium" : "text-secondary"}
          >
            {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
