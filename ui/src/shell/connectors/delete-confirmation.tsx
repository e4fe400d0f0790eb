/** Asks before a connector is deleted. It stands in the page: a dialog could lie beneath a screen. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useBackend } from "../../backend";
import type { Connector } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { useReporting } from "../problems";

type Props = { connector: Connector; onCancel: () => void };

export function DeleteConfirmation({ connector, onCancel }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { go } = useNavigation();
  useKey("Escape", onCancel);
  const remove = () => report(backend.deleteConnector(connector.id).then(() => go({ kind: "connectors" })));
  return (
    <div
      role="alertdialog"
      aria-label="Delete the connector?"
      className="flex flex-col gap-3 rounded-lg border border-danger-surface bg-danger-surface p-3 text-sm"
    >
      <p>
        Delete <strong>{visibleText(connector.name)}</strong>? Its snapshot goes with it; the calls that were
        made stay in their conversations.
      </p>
      <div className="flex gap-2">
        <Button color="danger" size="xs" data-testid="connector-delete-confirm" autoFocus onClick={remove}>
          Delete
        </Button>
        <Button
          color="secondary"
          variant="soft"
          size="xs"
          title="Keep it (Esc)"
          data-testid="connector-delete-cancel"
          onClick={onCancel}
        >
          Keep it
        </Button>
      </div>
    </div>
  );
}
