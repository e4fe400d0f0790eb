/** The model's turn as one line, as long as something else has the room. */
import { ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import type { Message } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

export function FoldedTurn({ message, onUnfold }: { message: Message; onUnfold: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={false}
      data-testid="model-turn-unfold"
      onClick={onUnfold}
      className="flex min-h-9 items-center gap-1.5 text-left text-sm"
    >
      <ChevronRight className="size-4 shrink-0" />
      <span className="shrink-0 font-semibold">You play the model</span>
      <span className="min-w-0 truncate text-secondary">{visibleText(message.text)}</span>
    </button>
  );
}
