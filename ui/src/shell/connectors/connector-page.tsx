/** One connector: how it stands, what it offers, and what can be done with it. */
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Connector, Endpoint, Refresh } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";
import { useKept } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useSnapshot } from "../queries";
import { address } from "./address";
import { ChangesPanel } from "./changes-panel";
import { CommandLog } from "./command-log";
import { ConnectorActions } from "./connector-actions";
import { ConnectorStatus } from "./connector-status";
import { ConnectorTraits } from "./connector-traits";
import { DeleteConfirmation } from "./delete-confirmation";
import { SnapshotView } from "./snapshot-view";

export function ConnectorPage({ connector }: { connector: Connector }) {
  const snapshot = useSnapshot(connector.id);
  const { refresh, brought, problem, dismiss } = useRefresh(connector);
  const [deleting, setDeleting] = useState(false);
  useKey("Ctrl+r", refresh);
  const log = connector.endpoint.kind === "stdio" ? <CommandLog connectorId={connector.id} /> : null;
  const hasFailed = connector.connection.kind === "failed";
  return (
    <Page
      title={visibleText(connector.name)}
      actions={
        <ConnectorActions connector={connector} onRefresh={refresh} onDelete={() => setDeleting(true)} />
      }
    >
      {deleting ? <DeleteConfirmation connector={connector} onCancel={() => setDeleting(false)} /> : null}
      <div className="flex flex-col gap-1">
        <Address endpoint={connector.endpoint} />
        {connector.description ? <p className="text-sm">{visibleText(connector.description)}</p> : null}
      </div>
      <ConnectorTraits connector={connector} />
      <ConnectorStatus connector={connector} hasSnapshot={Boolean(snapshot.data)} onRetry={refresh} />
      {problem ? <ProblemPanel problem={problem} /> : null}
      {brought ? <ChangesPanel refresh={brought} onDismiss={dismiss} /> : null}
      <Remarks remarks={connector.remarks} />
      {hasFailed ? log : null}
      {snapshot.error ? <ProblemPanel problem={snapshot.error} /> : null}
      {snapshot.data ? <SnapshotView connector={connector} snapshot={snapshot.data} /> : null}
      {hasFailed ? null : log}
    </Page>
  );
}

function Address({ endpoint }: { endpoint: Endpoint }) {
  if (endpoint.kind !== "stdio") {
    return <p className="text-xs text-secondary [overflow-wrap:anywhere]">{address(endpoint)}</p>;
  }
  return (
    <p className="text-xs text-secondary [overflow-wrap:anywhere]">
      <code>{address(endpoint)}</code>
      {endpoint.directory ? (
        <>
          {" in "}
          <code>{visibleText(endpoint.directory)}</code>
        </>
      ) : null}
    </p>
  );
}

/** A failed refresh is a state of the connection, which shows it; anything else that went wrong is shown here. */
function useRefresh({ id, availability, connection }: Connector) {
  const backend = useBackend();
  const [brought, setBrought, dismiss] = useKept<Refresh | null>(`changes ${id}`, null);
  const [problem, setProblem] = useState<unknown>(null);
  const refresh = () => {
    if (connection.kind === "connecting" || availability === "disabled") return;
    dismiss();
    setProblem(null);
    backend.refreshConnector(id).then(setBrought, setProblem);
  };
  return { refresh, brought, problem: connection.kind === "failed" ? null : problem, dismiss };
}

function Remarks({ remarks }: { remarks: string[] }) {
  if (remarks.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-xs" data-testid="connector-remarks">
      {remarks.map((remark) => (
        <li key={remark} className="rounded-md bg-warning-surface px-2.5 py-1.5 text-warning-surface">
          {remark}
        </li>
      ))}
    </ul>
  );
}
