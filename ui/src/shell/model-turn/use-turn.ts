/** The model's turn that waits, and what the person who plays the model has made of it so far. */
import type { ModelTurn } from "../../bindings";
import { useKept } from "../navigation";
import { useIsRunWithMessage, useModelTurn } from "../queries";

/** `taken` by whoever chose a tool for it, whose calls then answer it. */
type Stance = "open" | "taken" | "dismissed";

export type Turn = {
  turn: ModelTurn | null;
  /** A message whose calls have begun waits no more, unless the person goes on with it. */
  isShown: boolean;
  isTaken: boolean;
  take: () => void;
  /** Its calls no longer answer it. */
  release: () => void;
  dismiss: () => void;
};

export function useTurn(): Turn {
  const turn = useModelTurn().data ?? null;
  const isRunning = useIsRunWithMessage();
  const [kept, keep] = useKept<{ message: string; stance: Stance } | null>("model turn", null);
  const message = turn?.message.id ?? "";
  const stance = kept?.message === message ? kept.stance : "open";
  const waits = turn !== null && stance === "open" && turn.calls === 0 && !isRunning;
  const isTaken = turn !== null && stance === "taken";
  const become = (next: Stance) => keep({ message, stance: next });
  return {
    turn,
    isShown: waits || isTaken,
    isTaken,
    take: () => become("taken"),
    release: () => become("open"),
    dismiss: () => become("dismissed"),
  };
}
