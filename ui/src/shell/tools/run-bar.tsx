/** Run, the clock and Cancel while it runs, and one line about how it ended. It stays at the foot of the page. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Play } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import { useBackend } from "../../backend";
import type { Call } from "../../bindings";
import { duration, Elapsed } from "../../parts/elapsed";
import { KeyHint } from "../../parts/key-hint";
import { CallProgress, CallWarning } from "../activity/call-progress";
import { CallStateBadge, isSettled } from "../activity/call-state";
import { useNavigation } from "../navigation";
import { useReporting } from "../problems";
import type { Run } from "./use-run";

type Props = {
  run: Run;
  isReady: boolean;
  /** Why nothing can be called; empty where it can. */
  obstacle: string;
  onRun: () => void;
  /** What stands above the button. */
  children?: ReactNode;
};

export function RunBar({ run, isReady, obstacle, onRun, children }: Props) {
  return (
    <div className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-t border-subtle px-4 py-2.5">
      {children}
      <Button
        color="primary"
        size="md"
        data-testid="tool-run"
        disabled={!isReady || obstacle !== "" || run.isUnderWay}
        title={obstacle || (isReady ? "Run (Ctrl+Enter)" : "Mend the marked fields first")}
        onClick={onRun}
      >
        <Play /> Run {run.isUnderWay ? null : <KeyHint keys="Ctrl ⏎" />}
      </Button>
      {obstacle ? (
        <p className="min-w-40 flex-1 text-xs text-secondary" data-testid="tool-obstacle">
          {obstacle}
        </p>
      ) : null}
      {run.newest ? <Outcome call={run.newest} /> : null}
    </div>
  );
}

function Outcome({ call }: { call: Call }) {
  const backend = useBackend();
  const report = useReporting();
  const { go } = useNavigation();
  return (
    <div
      className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 text-xs"
      data-testid="tool-outcome"
      role="status"
    >
      <CallStateBadge state={call.state} />
      <span className="flex-1 text-secondary tabular-nums">
        {isSettled(call.state) ? (
          call.durationMs === null ? (
            ""
          ) : (
            duration(call.durationMs)
          )
        ) : (
          <Elapsed since={call.sentAt ?? call.proposedAt} />
        )}
      </span>
      <span className="ml-auto flex gap-2">
        {isSettled(call.state) ? null : (
          <Button
            color="secondary"
            variant="soft"
            size="2xs"
            data-testid="tool-cancel"
            onClick={() => report(backend.cancelCall(call.id))}
          >
            Cancel
          </Button>
        )}
        <Button
          color="secondary"
          variant="ghost"
          size="2xs"
          data-testid="tool-details"
          onClick={() => go({ kind: "call", id: call.id })}
        >
          Details
        </Button>
      </span>
      <CallProgress call={call} />
      <CallWarning call={call} />
    </div>
  );
}
