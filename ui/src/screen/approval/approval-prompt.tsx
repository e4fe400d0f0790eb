/**
 * The card that asks before a call leaves, as ChatGPT draws it: no values of arguments outside of the details. It offers
 * the choices that the host names, and answers once. D and A answer while it has the focus; Escape answers nothing.
 */
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import type { Approval, Choice } from "../../bindings";
import { ApprovalNotes } from "../../parts/approval-notes";
import { visibleText } from "../../parts/visible-text";
import { AppIcon } from "../app-icon";
import { useHost } from "../host";
import { ApprovalChoices } from "./approval-choices";
import { PayloadDetails } from "./payload-details";

const KEYS: Record<string, Choice> = { d: "deny", a: "allow_once" };

type Props = {
  approval: Approval;
  /** How many wait, this one included. */
  waiting: number;
  /** Over a fullscreen widget instead of in the transcript. */
  over: boolean;
};

export function ApprovalPrompt({ approval, waiting, over }: Props) {
  const { id, card, rehearsed } = approval;
  const { send } = useHost();
  const question = useId();
  const sentence = useId();
  const box = useRef<HTMLElement>(null);
  const [answered, setAnswered] = useState<string | null>(null);
  const isAnswered = answered === id;

  useLayoutEffect(() => {
    if (over && !isTyping()) box.current?.focus({ preventScroll: true });
  }, [id, over]);

  const answer = (choice: Choice) => {
    if (isAnswered) return;
    // The next card keeps it, and keys go on working.
    if (box.current?.contains(document.activeElement)) box.current.focus({ preventScroll: true });
    setAnswered(id);
    send({ kind: "answer", approval: id, choice });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A key that is held down would answer the next card too.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = KEYS[event.key.toLowerCase()];
    if (!card.choices.some((one) => one.choice === choice)) return;
    event.preventDefault();
    if (choice) answer(choice);
  };
  return (
    <div className="prompt" data-over={over}>
      <section
        ref={box}
        className="approval-card"
        data-testid="tool-approval-card"
        role={over ? "dialog" : "group"}
        tabIndex={-1}
        aria-labelledby={question}
        aria-describedby={sentence}
        onKeyDown={onKeyDown}
      >
        <div className="approval-heading">
          <AppIcon name={card.appName} />
          <h2 id={question}>{visibleText(card.question)}</h2>
          {waiting > 1 && <span className="approval-count">1 of {waiting}</span>}
        </div>
        <p className="approval-sentence" id={sentence}>
          {visibleText(card.sentence)}
        </p>
        <PayloadDetails key={`${id} details`} label={card.details} payload={card.payload} />
        <ApprovalNotes approval={approval} className="approval-notes" />
        <ApprovalChoices
          key={`${id} choices`}
          choices={card.choices}
          coming={rehearsed?.choice ?? null}
          disabled={isAnswered}
          onAnswer={answer}
        />
      </section>
    </div>
  );
}

/** Whether the person is in the middle of a message. */
function isTyping(): boolean {
  return document.activeElement instanceof HTMLTextAreaElement;
}
