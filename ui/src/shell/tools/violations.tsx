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
      className="flex flex-col gap-2 rounded-lg border border-warning-surface bg-warning-surface p-3 text-sm"
    >
      <p className="font-medium">The arguments do not satisfy the tool’s schema. Nothing has been sent.</p>
      <ul className="flex flex-col gap-1 text-xs">
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
