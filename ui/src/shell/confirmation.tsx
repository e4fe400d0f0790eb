/** Asks before something is lost. It stands in the page: a dialog could lie beneath a screen. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { ReactNode } from "react";
import { useKey } from "../parts/key-hint";

type Props = {
  /** The question, for screen readers. */
  label: string;
  /** The button that does it, in a word. */
  action: string;
  testId: string;
  onConfirm: () => void;
  onCancel: () => void;
  className: string;
  children: ReactNode;
};

export function Confirmation({ label, action, testId, onConfirm, onCancel, className, children }: Props) {
  useKey("Escape", onCancel);
  return (
    <div
      role="alertdialog"
      aria-label={label}
      className={`flex flex-col gap-3 border-danger-surface bg-danger-surface text-sm ${className}`}
    >
      <p>{children}</p>
      <div className="flex gap-2">
        <Button color="danger" size="xs" data-testid={`${testId}-confirm`} autoFocus onClick={onConfirm}>
          {action}
        </Button>
        <Button
          color="secondary"
          variant="soft"
          size="xs"
          title="Keep it (Esc)"
          data-testid={`${testId}-cancel`}
          onClick={onCancel}
        >
          Keep it
        </Button>
      </div>
    </div>
  );
}
