/** Where the arguments do not satisfy the schema, and the way to send them all the same. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Violation } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

type Props = { violations: Violation[]; onSendAnyway: () => void };

export function Violations({ violations, onSendAnyway }: Props) {
  if (violations.length === 0) return null;
  return (
    <div
      role="alert"
      data-testid="violations"
      className="flex max-h-56 shrink-0 flex-col gap-2 border-t border-warning-surface bg-warning-surface px-4 py-3 text-sm"
    >
      <p className="font-medium">The arguments do not satisfy the tool’s schema. Nothing has been sent.</p>
      <ul className="flex min-h-0 flex-col gap-1 overflow-y-auto text-xs">
        {violations.map(({ pointer, text }) => (
          <li key={pointer + text}>
            <code className="mr-1.5 text-secondary">{visibleText(pointer) || "the whole"}</code>
            {visibleText(text)}
          </li>
        ))}
      </ul>
      <div>
        <Button
          color="secondary"
          variant="outline"
          size="xs"
          data-testid="send-anyway"
          onClick={onSendAnyway}
        >
          Send anyway
        </Button>
      </div>
    </div>
  );
}
