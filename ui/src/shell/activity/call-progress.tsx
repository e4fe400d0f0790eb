/** How far a call says it is, and why it may fail in ChatGPT. */
import { Warning } from "@openai/apps-sdk-ui/components/Icon";
import type { Call } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { isSettled } from "./call-state";

/** Nothing once the call is settled: it would say what was true last. */
export function CallProgress({ call }: { call: Call }) {
  const { progress, state } = call;
  if (!progress || isSettled(state)) return null;
  const { progress: done, total, message } = progress;
  return (
    <div className="flex w-full min-w-0 flex-col gap-1 text-xs" data-testid="call-progress">
      {total !== null && total > 0 ? <Bar done={Math.min(done, total)} total={total} /> : null}
      <span className="flex gap-2 text-secondary">
        {message ? <Message text={visibleText(message)} /> : null}
        <span className="ml-auto tabular-nums">{total === null ? done : `${done} of ${total}`}</span>
      </span>
    </div>
  );
}

/** In one line, which would otherwise jump with every message. */
function Message({ text }: { text: string }) {
  return (
    <span className="min-w-0 flex-1 truncate" title={text}>
      {text}
    </span>
  );
}

/** No progress element: each engine paints that in colours of its own. */
function Bar({ done, total }: { done: number; total: number }) {
  return (
    <div
      role="progressbar"
      aria-label="Progress"
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={total}
      className="h-1 overflow-hidden rounded-full bg-[var(--color-border)]"
    >
      <div className="h-full bg-[var(--color-text)]" style={{ width: `${(100 * done) / total}%` }} />
    </div>
  );
}

export function CallWarning({ call }: { call: Call }) {
  if (!call.warning) return null;
  return (
    <p
      role="status"
      data-testid="call-warning"
      className="flex w-full items-start gap-2 rounded-md border border-warning-surface bg-warning-surface px-2.5 py-1.5 text-xs"
    >
      <Warning className="mt-0.5 size-3.5 shrink-0 text-warning" />
      <span>{visibleText(call.warning)}</span>
    </p>
  );
}
