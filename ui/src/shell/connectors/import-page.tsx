/** Connectors from a file: what it holds is shown first, and only what is ticked is added. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Problem } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { DropZone } from "../../parts/drop-zone";
import { FileButton } from "../../parts/file-button";
import { Labelled } from "../../parts/labelled";
import { visibleText } from "../../parts/visible-text";
import { useKept, useNavigation } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { ImportList } from "./import-list";
import { useImportPlan } from "./use-import-plan";

/** Under this key the text is kept while the person looks elsewhere. */
export const IMPORT_TEXT = "import";

/** In bytes. A file of connectors has a few thousand; a text of many million would stop the page. */
const LARGEST = 1_000_000;

export function ImportPage() {
  const backend = useBackend();
  const { go } = useNavigation();
  const [text, setText, forget] = useKept(IMPORT_TEXT, "");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<unknown>(null);
  const [isImporting, setImporting] = useState(false);
  const { plan, problem: unreadable } = useImportPlan(text);

  const read = (next: string) => {
    setProblem(null);
    setLeft(new Set());
    setText(next);
  };
  const readFile = (file: File) => {
    if (file.size > LARGEST) setProblem(tooLarge(file));
    else file.text().then(read, setProblem);
  };
  const chosen = (plan?.items ?? []).filter((item) => !item.problem && !left.has(item.key));
  const add = () => {
    setImporting(true);
    setProblem(null);
    backend
      .importConnectors(
        text,
        chosen.map((item) => item.key),
      )
      .then(() => {
        forget();
        go({ kind: "connectors" });
      }, setProblem)
      .finally(() => setImporting(false));
  };
  const foot = plan ? (
    <div className="flex shrink-0 justify-end gap-2 border-t border-subtle px-4 py-2.5">
      <Button
        color="primary"
        data-testid="import-add"
        disabled={chosen.length === 0}
        loading={isImporting}
        onClick={add}
      >
        {label(chosen.length)}
      </Button>
    </div>
  ) : null;
  return (
    <Page title="Import connectors" foot={foot}>
      <DropZone
        label="File of connectors"
        testId="import-drop"
        className="flex flex-col gap-2"
        onFile={readFile}
        onText={read}
      >
        <Labelled
          label="File"
          hint={
            <FileButton label="Choose a file…" testId="import-file" accept=".json,.jsonc" onFile={readFile} />
          }
          htmlFor="import-text"
        >
          <Textarea
            id="import-text"
            data-testid="import-text"
            className="font-mono"
            rows={plan ? 5 : 10}
            spellCheck={false}
            value={text}
            placeholder={'{ "mcpServers": { … } }'}
            onChange={(event) => read(event.target.value)}
          />
        </Labelled>
        <p className="text-xs text-tertiary">
          Paste the text, drop the file here or choose it. The files of Claude Desktop, VS Code, Cursor and
          Greenroom itself are understood.
        </p>
      </DropZone>
      {unreadable ? <ProblemPanel problem={unreadable} /> : null}
      {plan ? <ImportList plan={plan} left={left} onLeave={setLeft} /> : null}
      {problem ? <ProblemPanel problem={problem} /> : null}
    </Page>
  );
}

function tooLarge({ name, size }: File): Problem {
  return {
    code: "invalid",
    message: `${visibleText(name)} has ${byteSize(size)}, which is too much for a file of connectors.`,
    hint: "Choose the file in which the other program keeps its servers, such as mcp.json.",
    exchange: null,
  };
}

function label(count: number): string {
  if (count === 0) return "Nothing to import";
  return count === 1 ? "Import 1 connector" : `Import ${count} connectors`;
}
