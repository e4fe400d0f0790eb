/** What can be done with a connector. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Copy, Pencil, Reload, Trash } from "@openai/apps-sdk-ui/components/Icon";
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
  const duplicate = () =>
    report(backend.duplicateConnector(connector.id).then((copy) => go({ kind: "connector", id: copy.id })));
  return (
    <>
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
      <IconAction label="Delete" testId="connector-delete" onClick={onDelete}>
        <Trash />
      </IconAction>
    </>
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
