/** Asks before files of a widget are kept in the download folder: each with its name and its size. */
import type { OfferedFile, PromptAnswer } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { visibleText } from "../../parts/visible-text";
import { PromptDialog } from "./prompt-dialog";

type Props = {
  appName: string;
  files: OfferedFile[];
  folder: string;
  onAnswer: (answer: PromptAnswer) => void;
};

export function SavePrompt({ appName, files, folder, onAnswer }: Props) {
  const decline = () => onAnswer({ kind: "declined" });
  const choices = (
    <>
      <button type="button" className="button" data-testid="save-cancel" onClick={decline}>
        Cancel
      </button>
      <button
        type="button"
        className="button"
        data-testid="save-accept"
        data-primary="true"
        onClick={() => onAnswer({ kind: "accepted" })}
      >
        Save
      </button>
    </>
  );
  return (
    <PromptDialog
      title={files.length === 1 ? "Save this file?" : `Save ${files.length} files?`}
      testId="save-dialog"
      onDecline={decline}
      choices={choices}
    >
      <p>
        {visibleText(appName)} wants to put {files.length === 1 ? "a file" : "files"} into{" "}
        {visibleText(folder)}:
      </p>
      <ul className="file-list" data-testid="save-files">
        {files.map(({ name, size }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may be alike; their order never changes
          <li key={index}>
            <span className="file-name">{visibleText(name)}</span>
            <span className="file-note">{byteSize(size)}</span>
          </li>
        ))}
      </ul>
    </PromptDialog>
  );
}
