/** How a connector's server is reached and read, in a line, and the switch that is used while editing templates. */
import { Switch } from "@openai/apps-sdk-ui/components/Switch";
import { useBackend } from "../../backend";
import type { Connector, SecretName } from "../../bindings";
import { useReporting } from "../problems";
import { draftOf } from "./draft";
import { CLIENTS, TRANSPORTS } from "./words";

/** The demo is always read as ChatGPT reads. */
export function ConnectorTraits({ connector }: { connector: Connector }) {
  return (
    <div className="flex items-center gap-3">
      <p className="min-w-0 flex-1 text-xs text-secondary" data-testid="connector-traits">
        {traitsOf(connector).join(" · ")}
      </p>
      {connector.endpoint.kind === "demo" ? null : <LiveSwitch connector={connector} />}
    </div>
  );
}

function traitsOf({ endpoint, client, protocol, certificates, headers, environment }: Connector): string[] {
  return [
    TRANSPORTS[endpoint.kind],
    `as ${CLIENTS[client].label}`,
    protocol.kind === "forced" ? `only MCP ${protocol.version}` : "",
    certificates === "any" ? "any certificate" : "",
    counted(headers, "header"),
    counted(environment, "variable"),
  ].filter((trait) => trait !== "");
}

function counted(names: SecretName[], what: string): string {
  if (names.length === 0) return "";
  return names.length === 1 ? `1 ${what}` : `${names.length} ${what}s`;
}

function LiveSwitch({ connector }: { connector: Connector }) {
  const backend = useBackend();
  const report = useReporting();
  const change = (isLive: boolean) =>
    report(
      backend.updateConnector(connector.id, {
        ...draftOf(connector),
        reading: isLive ? "live" : "snapshot",
      }),
    );
  return (
    <span
      className="shrink-0 text-xs"
      title="Live: templates are read at every call, and tools whenever the server says that they changed. ChatGPT reads them at Refresh only."
    >
      <Switch
        id={`live-${connector.id}`}
        data-testid="connector-live"
        label="Live"
        labelPosition="start"
        checked={connector.reading === "live"}
        onCheckedChange={change}
      />
    </span>
  );
}
