/** The views about connectors. One whose connector or tool is no longer there says so. */
import type { Connector } from "../../bindings";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useConnectors, useSnapshot } from "../queries";
import { ToolPage } from "../tools/tool-page";
import type { ConnectorsView } from "../view";
import { EditConnectorPage, NewConnectorPage } from "./connector-form-pages";
import { ConnectorList } from "./connector-list";
import { ConnectorPage } from "./connector-page";
import { ExportPage } from "./export-page";
import { ImportPage } from "./import-page";

export function ConnectorsTab({ view }: { view: ConnectorsView }) {
  switch (view.kind) {
    case "connectors":
      return <ConnectorList />;
    case "newConnector":
      return <NewConnectorPage />;
    case "importConnectors":
      return <ImportPage />;
    case "exportConnectors":
      return <ExportPage />;
    default:
      return <OfConnector view={view} />;
  }
}

type ViewOfConnector = Extract<ConnectorsView, { kind: "connector" | "editConnector" | "tool" }>;

function OfConnector({ view }: { view: ViewOfConnector }) {
  const connectors = useConnectors();
  const id = view.kind === "tool" ? view.connectorId : view.id;
  const connector = connectors.data?.find((one) => one.id === id);
  if (!connector) {
    return (
      <Page title="Connector">
        {connectors.error ? <ProblemPanel problem={connectors.error} /> : null}
        {connectors.isFetching ? null : (
          <p className="text-sm text-secondary">This connector is no longer there.</p>
        )}
      </Page>
    );
  }
  switch (view.kind) {
    case "connector":
      return <ConnectorPage key={id} connector={connector} />;
    case "editConnector":
      return <EditConnectorPage key={id} connector={connector} />;
    case "tool":
      return <OfTool key={`${id} ${view.tool}`} connector={connector} name={view.tool} />;
  }
}

function OfTool({ connector, name }: { connector: Connector; name: string }) {
  const snapshot = useSnapshot(connector.id);
  const tool = snapshot.data?.tools.find((one) => one.name === name);
  if (snapshot.data && tool) {
    return <ToolPage connector={connector} tool={tool} templates={snapshot.data.templates} />;
  }
  return (
    <Page title={name}>
      {snapshot.error ? <ProblemPanel problem={snapshot.error} /> : null}
      {snapshot.isFetching ? null : (
        <p className="text-sm text-secondary">
          The server no longer lists this tool. Go back to see what it offers now.
        </p>
      )}
    </Page>
  );
}
