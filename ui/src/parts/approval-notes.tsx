/** What will happen to a prompt if no person answers: lines that ChatGPT does not have. */
import type { Approval } from "../bindings";
import { inSeconds, useSecondsUntil } from "./countdown";
import { visibleText } from "./visible-text";

type Props = { approval: Approval; className: string };

export function ApprovalNotes({ approval: { refusedAt, rehearsed }, className }: Props) {
  if (refusedAt === null && rehearsed === null) return null;
  return (
    <div className={className}>
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
