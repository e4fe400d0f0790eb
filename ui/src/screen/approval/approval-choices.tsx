/** The answers of a card: the first two as buttons, the others in a menu beside them, as in ChatGPT's split button. */
import type { MouseEvent } from "react";
import type { CardChoice, Choice } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { MoreChoices } from "./more-choices";

const BUTTONS = 2;

const TEST_IDS: Record<Choice, string> = {
  deny: "approval-deny",
  allow_once: "approval-allow-once",
  allow_for_conversation: "approval-allow-conversation",
  always_allow: "approval-always-allow",
  deny_for_conversation: "approval-deny-conversation",
};

type Props = {
  choices: CardChoice[];
  /** What a rehearsal is about to answer. */
  coming: Choice | null;
  disabled: boolean;
  onAnswer: (choice: Choice) => void;
};

export function ApprovalChoices({ choices, coming, disabled, onAnswer }: Props) {
  const buttons = choices.slice(0, BUTTONS);
  const others = choices.slice(BUTTONS);
  const common = ({ choice, label }: CardChoice) => ({
    "data-choice": choice,
    "data-coming": choice === coming,
    "data-testid": TEST_IDS[choice],
    disabled,
    // The second click of two was meant for the card before this one.
    onClick: ({ detail }: MouseEvent) => {
      if (detail < 2) onAnswer(choice);
    },
    children: visibleText(label),
  });
  const drawn = buttons.map((one) => (
    <button key={one.choice} type="button" className="button" {...common(one)} />
  ));
  if (others.length === 0) return <div className="approval-choices">{drawn}</div>;
  return (
    <div className="approval-choices">
      {drawn.slice(0, -1)}
      <div className="split">
        {drawn.at(-1)}
        <MoreChoices disabled={disabled} isComing={others.some(({ choice }) => choice === coming)}>
          {others.map((one) => (
            <button
              key={one.choice}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="menu-item"
              {...common(one)}
            />
          ))}
        </MoreChoices>
      </div>
    </div>
  );
}
