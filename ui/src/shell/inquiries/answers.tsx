/** The three answers: what was asked for, no, and not now. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Answering } from "./answering";

type Props = {
  acceptLabel: string;
  /** Why it cannot be accepted yet; empty where it can. */
  missing: string;
  onAccept: () => void;
  answering: Answering;
};

export function Answers({ acceptLabel, missing, onAccept, answering }: Props) {
  const { answer, isAnswered } = answering;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        color="primary"
        size="sm"
        data-testid="inquiry-accept"
        disabled={isAnswered || missing !== ""}
        title={missing}
        onClick={onAccept}
      >
        {acceptLabel}
      </Button>
      <Button
        color="secondary"
        variant="outline"
        size="sm"
        data-testid="inquiry-decline"
        disabled={isAnswered}
        title="Answers no"
        onClick={() => answer({ kind: "decline" })}
      >
        Decline
      </Button>
      <Button
        color="secondary"
        variant="ghost"
        size="sm"
        data-testid="inquiry-cancel"
        disabled={isAnswered}
        title="Closes the question without an answer"
        onClick={() => answer({ kind: "cancel" })}
      >
        Cancel
      </Button>
    </div>
  );
}
