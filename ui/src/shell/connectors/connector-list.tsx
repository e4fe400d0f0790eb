/** The connectors there are. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ChevronRight, Plus } from "@openai/apps-sdk-ui/components/Icon";
import { useBackend } from "../../backend";
import type { Connector } from "../../bindings";
import { KeyHint, useKey } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useReporting } from "../problems";
import { useConnectors } from "../queries";
import { address } from "./address";
import { ConnectionDot } from "./connection-dot";

export function ConnectorList() {
  const { go } = useNavigation();
  const connectors = useConnectors();
  const create = () => go({ kind: "newConnector" });
  useKey("Ctrl+n", create);
  const actions = (
    <Button color="primary" size="xs" data-testid="new-connector" onClick={create}>
      <Plus /> New connector <KeyHint keys="Ctrl N" />
    </Button>
  );
  const list = connectors.data ?? [];
  return (
    <Page title="Connectors" actions={actions}>
      {connectors.error ? <ProblemPanel problem={connectors.error} /> : null}
      {connectors.data && list.length === 0 ? <Empty /> : null}
      <ul className="flex flex-col gap-1.5">
        {list.map((connector) => (
          <Row key={connector.id} connector={connector} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Transfer />
        {connectors.data && !list.some(isDemo) ? <RestoreDemo /> : null}
      </div>
    </Page>
  );
}

function isDemo({ endpoint }: Connector): boolean {
  return endpoint.kind === "demo";
}

function Empty() {
  return (
    <p className="text-sm text-secondary">
      There is no connector yet. Create one with the URL of your MCP server, such as{" "}
      <code className="text-xs">http://localhost:3000/mcp</code>, or with the command that starts it, import
      those of another program, or bring back the demo.
    </p>
  );
}

function Row({ connector }: { connector: Connector }) {
  const { go } = useNavigation();
  const isDisabled = connector.availability === "disabled";
  return (
    <li>
      <button
        type="button"
        data-testid="connector-row"
        data-name={connector.name}
        onClick={() => go({ kind: "connector", id: connector.id })}
        className="panel flex w-full items-center gap-3 px-3 py-2 text-left hover:bg-surface-secondary"
      >
        {isDisabled ? (
          <span className="size-2 shrink-0 rounded-full border border-default" />
        ) : (
          <ConnectionDot connection={connector.connection} />
        )}
        <span className={`min-w-0 flex-1 ${isDisabled ? "text-secondary" : ""}`}>
          <span className="block truncate text-sm font-medium">{visibleText(connector.name)}</span>
          <span className="block truncate text-xs text-secondary">{address(connector.endpoint)}</span>
        </span>
        {isDisabled ? (
          <Badge size="sm" color="secondary">
            <span title="Nothing of it can be called.">Disabled</span>
          </Badge>
        ) : null}
        <ChevronRight className="size-4 text-tertiary" />
      </button>
    </li>
  );
}

function Transfer() {
  const { go } = useNavigation();
  return (
    <>
      <Button
        color="secondary"
        variant="soft"
        size="xs"
        data-testid="import-connectors"
        onClick={() => go({ kind: "importConnectors" })}
      >
        Import…
      </Button>
      <Button
        color="secondary"
        variant="soft"
        size="xs"
        data-testid="export-connectors"
        onClick={() => go({ kind: "exportConnectors" })}
      >
        Export…
      </Button>
    </>
  );
}

function RestoreDemo() {
  const backend = useBackend();
  const report = useReporting();
  return (
    <Button
      color="secondary"
      variant="soft"
      size="xs"
      data-testid="restore-demo"
      onClick={() => report(backend.restoreDemo())}
    >
      Bring back the demo connector
    </Button>
  );
}
