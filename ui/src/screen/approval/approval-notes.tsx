/** What will happen to a prompt if nobody answers: quiet lines that ChatGPT does not have. */
import type { Approval } from "../../bindings";
import { inSeconds, useSecondsUntil } from "../../parts/countdown";
import { visibleText } from "../../parts/visible-text";

export function ApprovalNotes({ approval: { refusedAt, rehearsed } }: { approval: Approval }) {
  if (refusedAt === null && rehearsed === null) return null;
  return (
    <div className="approval-notes">
      {rehearsed && (
        <p data-testid="approval-rehearsed">Rehearsal answers: {visibleText(rehearsed.answer)}</p>
      )}
      {refusedAt !== null && <Countdown key={refusedAt} refusedAt={refusedAt} />}
    </div>
  );
}

function Countdown({ refusedAt }: { refusedAt: string }) {
  const seconds = useSecondsUntil(refusedAt);
  if (seconds === null) return null;
  return (
    <p data-testid="approval-countdown" role="timer">
      Counts as refused {seconds > 0 ? `in ${inSeconds(seconds)}` : "now"}
    </p>
  );
}
