/** What can be done with a connector. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Copy, Pause, Pencil, Play, Reload, Trash } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import { useBackend } from "../../backend";
import type { Connector } from "../../bindings";
import { KeyHint } from "../../parts/key-hint";
import { useNavigation } from "../navigation";
import { useReporting } from "../problems";

type Props = { connector: Connector; onRefresh: () => void; onDelete: () => void };

export function ConnectorActions({ connector, onRefresh, onDelete }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { go } = useNavigation();
  const isDisabled = connector.availability === "disabled";
  const duplicate = () =>
    report(backend.duplicateConnector(connector.id).then((copy) => go({ kind: "connector", id: copy.id })));
  return (
    <>
      {isDisabled ? (
        <Button
          color="secondary"
          variant="soft"
          size="xs"
          data-testid="connector-enable"
          title="Its tools can be called again"
          onClick={() => report(backend.enableConnector(connector.id))}
        >
          <Play /> Enable
        </Button>
      ) : (
        <Refresh connector={connector} onRefresh={onRefresh} />
      )}
      <IconAction
        label="Edit"
        testId="connector-edit"
        onClick={() => go({ kind: "editConnector", id: connector.id })}
      >
        <Pencil />
      </IconAction>
      <IconAction label="Duplicate" testId="connector-duplicate" onClick={duplicate}>
        <Copy />
      </IconAction>
      {isDisabled ? null : (
        <IconAction
          label="Disable"
          testId="connector-disable"
          onClick={() => report(backend.disableConnector(connector.id))}
        >
          <Pause />
        </IconAction>
      )}
      <IconAction label="Delete" testId="connector-delete" onClick={onDelete}>
        <Trash />
      </IconAction>
    </>
  );
}

function Refresh({ connector, onRefresh }: Omit<Props, "onDelete">) {
  return (
    <Button
      color="secondary"
      variant="soft"
      size="xs"
      data-testid="connector-refresh"
      title="Read the tools and templates anew (Ctrl+R)"
      disabled={connector.connection.kind === "connecting"}
      onClick={onRefresh}
    >
      <Reload /> Refresh
      <span className="hidden @min-[25rem]:inline">
        <KeyHint keys="Ctrl R" />
      </span>
    </Button>
  );
}

type IconActionProps = { label: string; testId: string; onClick: () => void; children: ReactNode };

function IconAction({ label, testId, onClick, children }: IconActionProps) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="xs"
      uniform
      aria-label={label}
      title={label}
      data-testid={testId}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
