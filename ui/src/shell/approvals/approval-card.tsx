/**
 * A prompt: what an app wants to do, with what, who asked, and why it asks. What comes from the server is shown with
 * nothing hidden in it. The host says which answers there are and in which order.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { type KeyboardEvent, useRef, useState } from "react";
import { useBackend } from "../../backend";
import type { Approval, Asker, CardChoice, Choice } from "../../bindings";
import { ApprovalNotes } from "../../parts/approval-notes";
import { visibleText } from "../../parts/visible-text";
import { askerText } from "../activity/call-state";
import { useNavigation } from "../navigation";
import { ProblemPanel } from "../problem-panel";
import { type NameOf, useScreenName } from "../stage/use-screen-name";
import { Alternatives } from "./alternatives";
import { ArgumentList } from "./argument-list";
import { ChoiceButton, choiceOfKey } from "./choice-button";
import { PayloadDetails } from "./payload-details";

/** How many of the answers are buttons in ChatGPT; the others stand in a menu there. */
const BUTTONS = 2;

export function ApprovalCard({ approval, waiting }: { approval: Approval; waiting: number }) {
  const { id, card, verdict, rehearsed } = approval;
  const backend = useBackend();
  const nameOf = useScreenName();
  const box = useRef<HTMLElement>(null);
  const [answered, setAnswered] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ id: string; problem: unknown } | null>(null);
  const isAnswered = answered === id;
  const answer = (choice: Choice) => {
    if (isAnswered) return;
    // The next card keeps it, and keys go on working.
    if (box.current?.contains(document.activeElement)) box.current.focus({ preventScroll: true });
    setAnswered(id);
    backend.answerApproval(id, choice).catch((problem: unknown) => {
      setAnswered((now) => (now === id ? null : now));
      setFailure({ id, problem });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A key that is held down would answer the next card too.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = choiceOfKey(card.choices, event.key);
    if (!choice) return;
    event.preventDefault();
    answer(choice);
  };
  const coming = rehearsed?.choice ?? null;
  const drawn = (choices: CardChoice[], place: "button" | "menu") =>
    choices.map((choice) => (
      <ChoiceButton
        key={choice.choice}
        choice={choice}
        place={place}
        isComing={choice.choice === coming}
        disabled={isAnswered}
        onAnswer={answer}
      />
    ));
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the keys of its answers.
      tabIndex={0}
      aria-label="Approval"
      data-testid="approval-card"
      onKeyDown={onKeyDown}
      className="group/card flex max-h-[60vh] min-h-52 flex-col gap-2.5 overflow-y-auto border-b border-default border-l-4 border-l-[var(--color-border-warning-outline)] bg-surface-secondary p-4 pb-0 pl-3 [&>*]:shrink-0"
    >
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 text-sm font-semibold [overflow-wrap:anywhere]">
          {visibleText(card.question)}
        </h2>
        {waiting > 1 ? (
          <span className="text-xs text-secondary" data-testid="approval-count">
            1 of {waiting}
          </span>
        ) : null}
      </div>
      <p className="text-sm [overflow-wrap:anywhere]">{visibleText(card.sentence)}</p>
      <div className="flex items-center gap-2 text-xs text-secondary">
        <p className="min-w-0 [overflow-wrap:anywhere]">
          {visibleText(card.toolTitle)} · <code>{visibleText(card.toolName)}</code> ·{" "}
          {askedBy(approval.asker, nameOf)}
        </p>
        <CallOfWidget asker={approval.asker} />
      </div>
      <ArgumentList value={card.arguments} />
      <p className="text-xs text-secondary [overflow-wrap:anywhere]" data-testid="approval-reason">
        {visibleText(verdict.reason)}
      </p>
      <Alternatives key={`${id} alternatives`} verdict={verdict} />
      <PayloadDetails key={`${id} payload`} label={card.details} payload={card.payload} />
      <ApprovalNotes approval={approval} className="text-xs text-secondary tabular-nums" />
      {failure?.id === id ? <ProblemPanel problem={failure.problem} /> : null}
      <div
        key={`${id} choices`}
        className="sticky bottom-0 flex flex-col gap-2 bg-surface-secondary pt-1 pb-4"
      >
        <div className="flex flex-wrap gap-2">{drawn(card.choices.slice(0, BUTTONS), "button")}</div>
        <div className="flex flex-wrap gap-2">{drawn(card.choices.slice(BUTTONS), "menu")}</div>
      </div>
    </section>
  );
}

/** The asker within a line, so without its capital. */
function askedBy(asker: Asker, nameOf: NameOf): string {
  const text = askerText(asker, nameOf);
  return `asked by ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function CallOfWidget({ asker }: { asker: Asker }) {
  const { go } = useNavigation();
  if (asker.kind !== "widget") return null;
  const { callId } = asker;
  return (
    <Button
      color="secondary"
      variant="soft"
      size="2xs"
      className="shrink-0"
      data-testid="approval-call"
      onClick={() => go({ kind: "call", id: callId })}
    >
      Its call
    </Button>
  );
}
