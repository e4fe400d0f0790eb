/**
 * A message waits and there is no model: the person in its place reads it, chooses a tool, and may say how the turn ends.
 * It stands above every view and takes no focus, so that whoever types goes on typing. Where something else asks, it is
 * one line.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { type KeyboardEvent, useRef } from "react";
import type { Message, ModelTurn } from "../../bindings";
import { ClosingSentence } from "./closing-sentence";
import { FoldedTurn } from "./folded-turn";
import { SuggestedTools } from "./suggested-tools";
import { TurnMessage } from "./turn-message";
import { useFolding } from "./use-folding";
import { type Turn, useTurn } from "./use-turn";

export function ModelTurnStrip() {
  const own = useTurn();
  if (!own.turn || !own.isShown) return null;
  return <Strip key={own.turn.message.id} turn={own.turn} own={own} />;
}

/** Of both shapes. */
const STRIP =
  "flex flex-col border-b border-default border-l-4 border-l-[var(--color-border-discovery-outline)] bg-surface-secondary px-4 pl-3 -outline-offset-2";

function Strip({ turn, own }: { turn: ModelTurn; own: Turn }) {
  const { message, suggestions, calls } = turn;
  const box = useRef<HTMLElement>(null);
  const { isFolded, unfold } = useFolding(box);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    own.dismiss();
  };
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label="The model’s turn"
      data-testid="model-turn"
      data-calls={calls}
      onKeyDown={onKeyDown}
      className={`${STRIP} ${isFolded ? "shrink-0" : "max-h-[50vh] min-h-36 shrink-4 gap-2 overflow-y-auto pt-3 [&>*]:shrink-0"}`}
    >
      {isFolded ? (
        <FoldedTurn message={message} onUnfold={unfold} />
      ) : (
        <>
          <Head message={message} onDismiss={own.dismiss} />
          <SuggestedTools
            suggestions={suggestions}
            apps={message.apps ?? []}
            isFolded={own.isTaken}
            onChoose={own.take}
          />
          {calls > 0 ? (
            <p className="text-xs text-secondary" data-testid="model-turn-calls">
              {calls === 1 ? "1 call made." : `${calls} calls made.`}
            </p>
          ) : null}
          <ClosingSentence message={message.id} calls={calls} />
        </>
      )}
    </section>
  );
}

function Head({ message, onDismiss }: { message: Message; onDismiss: () => void }) {
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1" role="status">
        <h2 className="text-sm font-semibold">You play the model</h2>
        <TurnMessage message={message} />
      </div>
      <Button
        color="secondary"
        variant="ghost"
        size="3xs"
        uniform
        aria-label="Dismiss the model’s turn"
        title="Dismiss (Esc); it can be taken up again under Activity"
        data-testid="model-turn-dismiss"
        onClick={onDismiss}
      >
        <XCrossed />
      </Button>
    </div>
  );
}
