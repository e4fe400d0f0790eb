/**
 * The frame of every question of a widget: a dialog over the whole screen that keeps the focus, and declines with
 * Esc. On a phone it comes up from the bottom.
 */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Edge } from "../edge";

type Props = {
  title: string;
  testId: string;
  onDecline: () => void;
  /** Buttons, the one that agrees last. */
  choices: ReactNode;
  children: ReactNode;
};

export function PromptDialog({ title, testId, onDecline, choices, children }: Props) {
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="prompt-dialog"
      data-testid={testId}
      aria-labelledby={heading}
      onCancel={(event) => {
        // It goes when the host says so, in the next view.
        event.preventDefault();
        onDecline();
      }}
    >
      <h2 id={heading}>{title}</h2>
      <div className="prompt-body">{children}</div>
      <div className="prompt-choices">{choices}</div>
      <Edge goesOnAt="start" />
    </dialog>
  );
}
