/** Which answer of a card a rehearsal is about to give. */
import type { Card, Choice, Rehearsed } from "../bindings";

/** Null where it gives none of them: it lets the time run out. */
export function rehearsedChoice({ choices }: Card, rehearsed: Rehearsed | null): Choice | null {
  if (!rehearsed) return null;
  const { answer } = rehearsed;
  // A script names no app: “Always allow” stands for “Always allow Board”.
  const named = choices.find(({ label }) => label === answer);
  const begun = choices.find(({ label }) => label.startsWith(`${answer} `));
  return (named ?? begun)?.choice ?? null;
}
