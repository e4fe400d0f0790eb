/** All connectors as the text of a file, without secrets. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useEffect, useState } from "react";
import { useBackend } from "../../backend";
import { CopyText } from "../../parts/copy-text";
import { visibleText } from "../../parts/visible-text";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";

export function ExportPage() {
  const backend = useBackend();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [savedTo, setSavedTo] = useState<string | null>(null);
  useEffect(() => {
    backend.exportConnectors().then(setText, setProblem);
  }, [backend]);
  const save = () => {
    setProblem(null);
    setSavedTo(null);
    backend.saveConnectors().then(setSavedTo, setProblem);
  };
  const actions = (
    <Button color="primary" size="xs" data-testid="export-save" disabled={text === null} onClick={save}>
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
      {problem ? <ProblemPanel problem={problem} /> : null}
      {savedTo ? (
        <p className="text-sm [overflow-wrap:anywhere]" role="status" data-testid="export-saved">
          Saved to {visibleText(savedTo)}.
        </p>
      ) : null}
      {text === null ? null : (
        <figure className="relative rounded-md bg-surface-secondary">
          <div className="absolute top-1 right-1">
            <CopyText text={() => text} label="Copy the file" />
          </div>
          <pre
            className="overflow-x-auto p-3 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
            data-testid="export-text"
          >
            {visibleText(text)}
          </pre>
        </figure>
      )}
    </Page>
  );
}
