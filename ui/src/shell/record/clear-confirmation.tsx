/** Asks before the record is cleared. */
import { useBackend } from "../../backend";
import { Confirmation } from "../confirmation";
import { useReporting } from "../problems";

export function ClearConfirmation({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const report = useReporting();
  const clear = () => {
    report(backend.clearRecord());
    onClose();
  };
  return (
    <Confirmation
      label="Clear the record?"
      action="Clear"
      testId="record-clear"
      className="shrink-0 border-b px-4 py-3"
      onConfirm={clear}
      onCancel={onClose}
    >
      Clear the record? Every frame of every connector goes, whatever the filter shows. Calls stay in their
      conversations.
    </Confirmation>
  );
}
