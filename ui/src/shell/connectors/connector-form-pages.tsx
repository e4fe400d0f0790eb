/** The two pages with the connector's form: for a new one, and for one that exists. */
import { useBackend } from "../../backend";
import type { Connector, ConnectorDraft } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { useKept, useNavigation } from "../navigation";
import { ConnectorForm } from "./connector-form";
import { BLANK, draftOf, lackingOf } from "./draft";

const NOTHING: ReadonlySet<string> = new Set();

export function NewConnectorPage() {
  const backend = useBackend();
  const { go } = useNavigation();
  const [draft, setDraft, forget] = useKept("new-connector", BLANK);
  const create = async (sent: ConnectorDraft) => {
    const connector = await backend.createConnector(sent);
    forget();
    go({ kind: "connector", id: connector.id });
  };
  const cancel = () => {
    forget();
    go({ kind: "connectors" });
  };
  return (
    <ConnectorForm
      title="New connector"
      draft={draft}
      lacking={NOTHING}
      onChange={setDraft}
      submitLabel="Create"
      onSubmit={create}
      onCancel={cancel}
    />
  );
}

export function EditConnectorPage({ connector }: { connector: Connector }) {
  const backend = useBackend();
  const { go } = useNavigation();
  const [draft, setDraft, forget] = useKept(`edit-connector ${connector.id}`, draftOf(connector));
  const back = () => {
    forget();
    go({ kind: "connector", id: connector.id });
  };
  const save = async (sent: ConnectorDraft) => {
    await backend.updateConnector(connector.id, sent);
    back();
  };
  return (
    <ConnectorForm
      title={`Edit ${visibleText(connector.name)}`}
      draft={draft}
      lacking={lackingOf(connector)}
      onChange={setDraft}
      submitLabel="Save"
      onSubmit={save}
      onCancel={back}
    />
  );
}
