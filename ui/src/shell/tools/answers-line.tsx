/** That a run answers the message that waits, and the way to run it under a message of its own. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Message } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

type Props = { message: Message; onRelease: () => void };

export function AnswersLine({ message, onRelease }: Props) {
  const text = visibleText(message.text);
  return (
    <div className="flex w-full items-center gap-2 text-xs text-secondary" data-testid="tool-answers">
      <p className="min-w-0 flex-1 truncate" title={text}>
        Answers “{text}”
      </p>
      <Button
        color="secondary"
        variant="ghost"
        size="2xs"
        className="shrink-0"
        data-testid="tool-answers-new"
        onClick={onRelease}
      >
        As a new message instead
      </Button>
    </div>
  );
}
