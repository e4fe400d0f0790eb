/**
 * The card that asks before a call leaves. It says everything that would be sent, with nothing hidden in it,
 * offers the choices that the host names, and answers once.
 */
import { useId, useState } from "react";
import type { Approval, Choice } from "../bindings";
import { visibleJson, visibleText } from "../parts/visible-text";
import { AppIcon } from "./app-icon";
import { ArgumentList } from "./argument-list";
import { useHost } from "./host";

const LABELS: Record<Choice, string> = {
  deny: "Deny",
  allow_once: "Allow once",
  allow_for_conversation: "Allow for this conversation",
};

const TEST_IDS: Record<Choice, string> = {
  deny: "approval-deny",
  allow_once: "approval-allow-once",
  allow_for_conversation: "approval-allow-conversation",
};

type Props = {
  approval: Approval;
  /** How many wait, this one included. */
  waiting: number;
  /** Over a fullscreen widget instead of in the transcript. */
  over: boolean;
};

export function ApprovalPrompt({ approval, waiting, over }: Props) {
  const { send } = useHost();
  const question = useId();
  const [answered, setAnswered] = useState(false);
  const answer = (choice: Choice) => {
    setAnswered(true);
    send({ kind: "answer", approval: approval.id, choice });
  };
  return (
    <div className="prompt" data-over={over}>
      <section
        className="approval-card"
        data-testid="tool-approval-card"
        role={over ? "dialog" : "group"}
        aria-labelledby={question}
      >
        <div className="approval-heading">
          <AppIcon name={approval.appName} />
          <h2 id={question}>{visibleText(approval.question)}</h2>
          {waiting > 1 && <span className="approval-count">1 of {waiting}</span>}
        </div>
        <p className="approval-sentence">{visibleText(approval.sentence)}</p>
        <ArgumentList value={approval.arguments} />
        <details>
          <summary data-testid="approval-details">See details</summary>
          <pre>{visibleJson(approval.payload)}</pre>
        </details>
        <div className="approval-choices">
          {approval.choices.map((choice) => (
            <button
              key={choice}
              type="button"
              className="button"
              data-choice={choice}
              data-testid={TEST_IDS[choice]}
              disabled={answered}
              onClick={() => answer(choice)}
            >
              {LABELS[choice]}
            </button>
          ))}
        </div>
      </section>
    </div>
  );
}
