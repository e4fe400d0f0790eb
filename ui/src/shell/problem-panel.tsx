/** A failure as it is shown everywhere: what was wrong, what to do, and the exchange that shows it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Info, Warning, XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import { problemOf } from "../backend";
import { visibleText } from "../parts/visible-text";
import { ExchangeView } from "./exchange-view";

type Props = { problem: unknown; onDismiss?: () => void; children?: ReactNode };

/** `problem` is whatever a promise was rejected with. What a person stopped is a note, not an error. */
export function ProblemPanel({ problem, onDismiss, children }: Props) {
  const { code, message, hint, exchange } = problemOf(problem);
  const isNote = code === "cancelled";
  const colours = isNote ? "border-default bg-surface-secondary" : "border-danger-surface bg-danger-surface";
  return (
    <div
      role={isNote ? "status" : "alert"}
      data-testid="problem"
      data-code={code}
      className={`flex flex-col gap-2 rounded-lg border p-3 text-sm ${colours}`}
    >
      <div className="flex items-start gap-2">
        {isNote ? <Info className="mt-0.5 size-4" /> : <Warning className="mt-0.5 size-4 text-danger" />}
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <p className="font-medium whitespace-pre-wrap">{visibleText(message)}</p>
          {hint ? <p className="mt-0.5 text-secondary">{visibleText(hint)}</p> : null}
        </div>
        {onDismiss ? (
          <Button
            color="secondary"
            variant="ghost"
            size="3xs"
            uniform
            aria-label="Dismiss"
            onClick={onDismiss}
          >
            <XCrossed />
          </Button>
        ) : null}
      </div>
      {exchange ? <ExchangeView exchange={exchange} /> : null}
      {children ? <div className="flex gap-2">{children}</div> : null}
    </div>
  );
}
