/**
 * A prompt: what an app wants to do, with what, and why it asks. What comes from the server is shown with nothing
 * hidden in it. The host says which answers there are and in which order.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { type KeyboardEvent, useState } from "react";
import { useBackend } from "../../backend";
import type { Approval, Choice } from "../../bindings";
import { KeyHint } from "../../parts/key-hint";
import { visibleJson, visibleText } from "../../parts/visible-text";
import { ProblemPanel } from "../problem-panel";
import { ArgumentList } from "./argument-list";

const CHOICES = {
  deny: { label: "Deny", key: "D", color: "secondary", testId: "approval-deny" },
  allow_once: { label: "Allow once", key: "A", color: "primary", testId: "approval-allow-once" },
  allow_for_conversation: {
    label: "Allow for this conversation",
    key: "C",
    color: "secondary",
    testId: "approval-allow-conversation",
  },
} as const satisfies Record<Choice, unknown>;

export function ApprovalCard({ approval, waiting }: { approval: Approval; waiting: number }) {
  const backend = useBackend();
  const [problem, setProblem] = useState<unknown>(null);
  const [isAnswered, setAnswered] = useState(false);
  const answer = (choice: Choice) => {
    if (isAnswered) return;
    setAnswered(true);
    backend.answerApproval(approval.id, choice).catch((thrown: unknown) => {
      setAnswered(false);
      setProblem(thrown);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = approval.choices.find((one) => CHOICES[one].key.toLowerCase() === event.key.toLowerCase());
    if (!choice) return;
    event.preventDefault();
    answer(choice);
  };
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the keys of its answers.
      tabIndex={0}
      aria-label="Approval"
      data-testid="approval-card"
      onKeyDown={onKeyDown}
      className="group/card flex max-h-[60%] shrink-0 flex-col gap-2.5 overflow-y-auto border-b border-default border-l-4 border-l-[var(--color-border-warning-outline)] bg-surface-secondary p-4 pl-3"
    >
      <div className="flex items-start gap-2">
        <h2 className="flex-1 text-sm font-semibold">{visibleText(approval.question)}</h2>
        {waiting > 1 ? (
          <span className="text-xs text-secondary" data-testid="approval-count">
            1 of {waiting}
          </span>
        ) : null}
      </div>
      <p className="text-sm">{visibleText(approval.sentence)}</p>
      <p className="text-xs text-secondary">
        {visibleText(approval.toolTitle)} · <code>{visibleText(approval.toolName)}</code>
      </p>
      <ArgumentList value={approval.arguments} />
      <p className="text-xs text-secondary" data-testid="approval-reason">
        {approval.reason}
      </p>
      <details className="text-xs">
        <summary data-testid="approval-details" className="cursor-pointer text-secondary">
          See details
        </summary>
        <pre className="mt-1 max-h-64 overflow-auto rounded-md bg-surface p-2 font-mono [overflow-wrap:anywhere]">
          {visibleJson(approval.payload)}
        </pre>
      </details>
      {problem ? <ProblemPanel problem={problem} /> : null}
      <div className="flex flex-wrap gap-2">
        {approval.choices.map((choice) => (
          <Button
            key={choice}
            color={CHOICES[choice].color}
            variant={CHOICES[choice].color === "primary" ? "solid" : "outline"}
            size="sm"
            data-testid={CHOICES[choice].testId}
            disabled={isAnswered}
            onClick={() => answer(choice)}
          >
            {CHOICES[choice].label}{" "}
            <span
              className="opacity-80 group-focus-within/card:opacity-100"
              title="While this card has the focus"
            >
              <KeyHint keys={CHOICES[choice].key} />
            </span>
          </Button>
        ))}
      </div>
    </section>
  );
}
