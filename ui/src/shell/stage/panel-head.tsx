/**
 * The head of what opened above the screens: its title, its foremost controls, and the button that closes it, as Esc does.
 * Whoever opened it by a key goes on in it, and afterwards from where they were.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useKey } from "../../parts/key-hint";

type Props = { title: string; testId: string; onClose: () => void; children: ReactNode };

/** `testId` is of the button. */
export function PanelHead({ title, testId, onClose, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusWhileOpen(heading);
  useKey("Escape", onClose);
  return (
    <div className="flex shrink-0 items-start gap-3">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-2">
        <h3 ref={heading} tabIndex={-1} className="rounded-xs text-sm font-medium">
          {title}
        </h3>
        {children}
      </div>
      <Button
        color="secondary"
        variant="ghost"
        size="3xs"
        uniform
        className="mt-0.5 shrink-0"
        aria-label="Close"
        title="Close (Esc)"
        data-testid={testId}
        onClick={onClose}
      >
        <XCrossed />
      </Button>
    </div>
  );
}

function useFocusWhileOpen(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      const isLost = document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus();
    };
  }, [heading]);
}
