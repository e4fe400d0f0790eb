/** One answer of a prompt, with its key. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { CardChoice, Choice } from "../../bindings";
import { KeyHint } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";

const CHOICES = {
  deny: { key: "D", testId: "approval-deny" },
  allow_once: { key: "A", testId: "approval-allow-once" },
  allow_for_conversation: { key: "C", testId: "approval-allow-conversation" },
  always_allow: { key: "W", testId: "approval-always-allow" },
  deny_for_conversation: { key: "N", testId: "approval-deny-conversation" },
} as const satisfies Record<Choice, unknown>;

/** The choice among these that has the key. */
export function choiceOfKey(choices: CardChoice[], key: string): Choice | null {
  return choices.find(({ choice }) => CHOICES[choice].key === key.toUpperCase())?.choice ?? null;
}

type Props = {
  choice: CardChoice;
  /** One of ChatGPT's buttons, or an entry of its menu. */
  place: "button" | "menu";
  /** A rehearsal is about to give it. */
  isComing: boolean;
  disabled: boolean;
  onAnswer: (choice: Choice) => void;
};

export function ChoiceButton({ choice: { choice, label }, place, isComing, disabled, onAnswer }: Props) {
  const { key, testId } = CHOICES[choice];
  const isPrimary = choice === "allow_once";
  return (
    <Button
      color={isPrimary ? "primary" : "secondary"}
      variant={isPrimary ? "solid" : place === "button" ? "outline" : "soft"}
      size={place === "button" ? "sm" : "2xs"}
      data-testid={testId}
      data-coming={isComing}
      className="max-w-full data-[coming=true]:outline-2 data-[coming=true]:outline-offset-2 data-[coming=true]:outline-[var(--color-border-info-outline)] data-[coming=true]:outline-dashed"
      disabled={disabled}
      onClick={() => onAnswer(choice)}
    >
      <span className="min-w-0 truncate">{visibleText(label)}</span>{" "}
      <span className="opacity-80 group-focus-within/card:opacity-100" title="While this card has the focus">
        <KeyHint keys={key} />
      </span>
    </Button>
  );
}
