/** Stories as files: opened by a button or by a drop anywhere on this part of the page, and saved. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { type ReactNode, useState } from "react";
import { useBackend } from "../../../backend";
import { DropZone } from "../../../parts/drop-zone";
import { FileButton } from "../../../parts/file-button";
import { visibleText } from "../../../parts/visible-text";
import { Section } from "../../page";
import { ProblemPanel } from "../../problem-panel";
import { textOfFile } from "../../rehearsal/file-text";

type Result = { said: string; problem: unknown };
const NOTHING: Result = { said: "", problem: null };

export function StoryFiles({ children }: { children: ReactNode }) {
  const backend = useBackend();
  const [{ said, problem }, setResult] = useState(NOTHING);
  const doing = (work: () => Promise<string>) => {
    setResult(NOTHING);
    work().then(
      (done) => setResult({ said: done, problem: null }),
      (thrown: unknown) => setResult({ said: "", problem: thrown }),
    );
  };
  const open = (text: string) => doing(() => backend.openStory(text).then(() => OPENED));
  const openFile = (file: File) =>
    doing(async () => {
      await backend.openStory(await textOfFile(file, "a story"));
      return OPENED;
    });
  const save = () =>
    doing(async () => {
      const path = await backend.saveStory();
      return path === null ? "" : `Saved to ${visibleText(path)}.`;
    });
  return (
    <DropZone
      label="Rehearsal; a story can be dropped here"
      testId="story-drop"
      className="flex flex-col gap-4"
      onFile={openFile}
      onText={open}
    >
      {children}
      <Section
        title="Story"
        actions={
          <>
            <FileButton label="Open story…" testId="story-file" accept=".json" onFile={openFile} />
            <Button color="secondary" variant="soft" size="2xs" data-testid="story-save" onClick={save}>
              Save story…
            </Button>
          </>
        }
      >
        <p className="text-xs text-secondary">
          The calls and the answers of this conversation, as a file that can be played again here or by{" "}
          <code>greenroom replay</code>.
        </p>
        {said ? (
          <p className="text-sm [overflow-wrap:anywhere]" role="status" data-testid="story-done">
            {said}
          </p>
        ) : null}
        {problem ? <ProblemPanel problem={problem} /> : null}
      </Section>
    </DropZone>
  );
}

const OPENED =
  "The story is open. Its calls are made in a new conversation; one without calls answers in this one.";
