/** Asks before a connector is deleted. */
import { useBackend } from "../../backend";
import type { Connector } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { Confirmation } from "../confirmation";
import { useNavigation } from "../navigation";
import { useReporting } from "../problems";

type Props = { connector: Connector; onCancel: () => void };

export function DeleteConfirmation({ connector, onCancel }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { go } = useNavigation();
  return (
    <Confirmation
      label="Delete the connector?"
      action="Delete"
      testId="connector-delete"
      className="rounded-lg border p-3"
      onConfirm={() => report(backend.deleteConnector(connector.id).then(() => go({ kind: "connectors" })))}
      onCancel={onCancel}
    >
      Delete <strong>{visibleText(connector.name)}</strong>? Its snapshot goes with it; the calls that were
      made stay in their conversations.
    </Confirmation>
  );
}
