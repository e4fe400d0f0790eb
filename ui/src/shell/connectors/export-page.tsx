/** All connectors as the text of a file, without secrets. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Backend } from "../../backend";
import { Page } from "../page";
import { TextToSave, useSaveableText } from "../text-to-save";

const read = (backend: Backend) => backend.exportConnectors();
const write = (backend: Backend) => backend.saveConnectors();

export function ExportPage() {
  const file = useSaveableText(read, write);
  const actions = (
    <Button
      color="primary"
      size="xs"
      data-testid="export-save"
      disabled={file.text === null}
      onClick={file.save}
    >
      Save…
    </Button>
  );
  return (
    <Page title="Export connectors" actions={actions}>
      <p className="text-sm text-secondary">
        The file can be imported here and in other programs that know{" "}
        <code className="text-xs">mcpServers</code>. Values of headers and variables are secrets and are left
        out: their names stay, to be filled in again.
      </p>
      <TextToSave of={file} label="Copy the file" testId="export-text" saved={{ testId: "export-saved" }} />
    </Page>
  );
}
