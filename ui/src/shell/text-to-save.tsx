/** The text of a file, as it stands when this is opened: to read, to copy, to save. */
import { useEffect, useState } from "react";
import { type Backend, useBackend } from "../backend";
import { CopyText } from "../parts/copy-text";
import { visibleText } from "../parts/visible-text";
import { ProblemPanel } from "./problem-panel";

export type SaveableText = {
  /** `null` until it is there. */
  text: string | null;
  savedTo: string | null;
  problem: unknown;
  save: () => void;
};

/** `read` and `write` ask the host for it, and where to and to save it; null where the person changed their mind. */
export function useSaveableText(
  read: (backend: Backend) => Promise<string>,
  write: (backend: Backend) => Promise<string | null>,
): SaveableText {
  const backend = useBackend();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [savedTo, setSavedTo] = useState<string | null>(null);
  useEffect(() => {
    read(backend).then(setText, setProblem);
  }, [backend, read]);
  const save = () => {
    setProblem(null);
    setSavedTo(null);
    write(backend).then(setSavedTo, setProblem);
  };
  return { text, savedTo, problem, save };
}

type Props = {
  of: SaveableText;
  /** Of the button that copies it. */
  label: string;
  testId: string;
  /** Of the line that says where it was saved. */
  saved: { testId: string };
};

export function TextToSave({ of: { text, savedTo, problem }, label, testId, saved }: Props) {
  return (
    <>
      {problem ? <ProblemPanel problem={problem} /> : null}
      {savedTo ? (
        <p className="text-sm [overflow-wrap:anywhere]" role="status" data-testid={saved.testId}>
          Saved to {visibleText(savedTo)}.
        </p>
      ) : null}
      {text === null ? null : (
        <figure className="relative rounded-md bg-surface-secondary">
          <div className="absolute top-1 right-1">
            <CopyText text={() => text} label={label} />
          </div>
          <pre
            className="overflow-x-auto p-3 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
            data-testid={testId}
          >
            {visibleText(text)}
          </pre>
        </figure>
      )}
    </>
  );
}
