/** How the connection stands: a running clock while it is tried, and what failed if it failed. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useBackend } from "../../backend";
import type { Connection, Connector } from "../../bindings";
import { Elapsed, moment } from "../../parts/elapsed";
import { useNavigation } from "../navigation";
import { ProblemPanel } from "../problem-panel";
import { useReporting } from "../problems";
import { ConnectionDot } from "./connection-dot";

type Props = { connector: Connector; hasSnapshot: boolean; onRetry: () => void };

export function ConnectorStatus({ connector, hasSnapshot, onRetry }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { go } = useNavigation();
  const { connection } = connector;
  if (connector.availability === "disabled") return <Disabled />;
  return (
    <div className="flex flex-col gap-2">
      <div
        className="flex min-h-7 items-center gap-2 text-sm"
        data-testid="connector-status"
        data-state={connection.kind}
        role="status"
      >
        <ConnectionDot connection={connection} />
        <span className="min-w-0 flex-1">
          <StatusText connection={connection} hasSnapshot={hasSnapshot} />
        </span>
        {connection.kind === "connecting" ? (
          <Button
            color="secondary"
            variant="soft"
            size="2xs"
            data-testid="connector-cancel-connecting"
            onClick={() => report(backend.cancelConnecting(connector.id))}
          >
            Cancel
          </Button>
        ) : null}
      </div>
      {connection.kind === "failed" ? (
        <ProblemPanel problem={connection.problem}>
          <Button
            color="secondary"
            variant="outline"
            size="xs"
            data-testid="connector-retry"
            onClick={onRetry}
          >
            {connector.endpoint.kind === "stdio" ? "Restart" : "Try again"}
          </Button>
          <Button
            color="secondary"
            variant="ghost"
            size="xs"
            onClick={() => go({ kind: "editConnector", id: connector.id })}
          >
            Edit
          </Button>
        </ProblemPanel>
      ) : null}
    </div>
  );
}

function Disabled() {
  return (
    <div
      className="flex flex-col gap-1 rounded-lg border border-default bg-surface-secondary p-3 text-sm"
      data-testid="connector-status"
      data-state="disabled"
      role="status"
    >
      <p className="font-medium">Disabled</p>
      <p className="text-secondary">
        Nothing of it can be called. Its tools, conversations and what is remembered stay.
      </p>
    </div>
  );
}

function StatusText({ connection, hasSnapshot }: { connection: Connection; hasSnapshot: boolean }) {
  switch (connection.kind) {
    case "idle":
      return hasSnapshot ? "Not connected yet; the stored snapshot is in use." : "Not connected yet.";
    case "connecting":
      return (
        <>
          Connecting… <Elapsed since={connection.since} />
        </>
      );
    case "connected":
      return `Connected since ${moment(connection.since)}`;
    case "failed":
      return `Failed at ${moment(connection.at)}.${hasSnapshot ? " The stored snapshot stays in use." : ""}`;
  }
}
