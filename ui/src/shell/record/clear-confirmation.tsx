/** Asks before the record is cleared. It stands in the page: a dialog could lie beneath a screen. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useBackend } from "../../backend";
import { useKey } from "../../parts/key-hint";
import { useReporting } from "../problems";

export function ClearConfirmation({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const report = useReporting();
  useKey("Escape", onClose);
  const clear = () => {
    report(backend.clearRecord());
    onClose();
  };
  return (
    <div
      role="alertdialog"
      aria-label="Clear the record?"
      className="flex shrink-0 flex-col gap-3 border-b border-danger-surface bg-danger-surface px-4 py-3 text-sm"
    >
      <p>
        Clear the record? Every frame of every connector goes, whatever the filter shows. Calls stay in their
        conversations.
      </p>
      <div className="flex gap-2">
        <Button color="danger" size="xs" data-testid="record-clear-confirm" autoFocus onClick={clear}>
          Clear
        </Button>
        <Button
          color="secondary"
          variant="soft"
          size="xs"
          title="Keep it (Esc)"
          data-testid="record-clear-cancel"
          onClick={onClose}
        >
          Keep it
        </Button>
      </div>
    </div>
  );
}
