/** What becomes of a call, as a sign and a word. */
import { HandRaised, PlayCircle, XCircle } from "@openai/apps-sdk-ui/components/Icon";
import type { VerdictAction } from "../../../bindings";

const OUTCOMES = {
  run: { word: "Runs", Icon: PlayCircle, colour: "text-success" },
  ask: { word: "Asks", Icon: HandRaised, colour: "text-warning" },
  refuse: { word: "Declined", Icon: XCircle, colour: "text-danger" },
} as const satisfies Record<VerdictAction, unknown>;

export function outcomeWord(action: VerdictAction): string {
  return OUTCOMES[action].word;
}

export function OutcomeMark({ action, className = "" }: { action: VerdictAction; className?: string }) {
  const { word, Icon, colour } = OUTCOMES[action];
  return (
    <span className={`inline-flex items-center ${colour} ${className}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {word}
    </span>
  );
}
