/** Says where files of a widget were kept, as text that can be copied, and why not all of them were. */
import type { PromptAnswer } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { PromptDialog } from "./prompt-dialog";

type Props = {
  paths: string[];
  /** Empty where all were kept. */
  fault: string;
  onAnswer: (answer: PromptAnswer) => void;
};

export function SavedNotice({ paths, fault, onAnswer }: Props) {
  const done = () => onAnswer({ kind: "accepted" });
  const choices = (
    <button type="button" className="button" data-testid="saved-done" data-primary="true" onClick={done}>
      Done
    </button>
  );
  return (
    <PromptDialog title={title(paths.length, fault)} testId="saved-dialog" onDecline={done} choices={choices}>
      {fault !== "" && (
        <p className="prompt-fault" role="alert">
          {visibleText(fault)}
        </p>
      )}
      {paths.length > 0 && (
        <ul className="saved-paths" data-testid="saved-paths">
          {paths.map((path) => (
            <li key={path}>{visibleText(path)}</li>
          ))}
        </ul>
      )}
    </PromptDialog>
  );
}

function title(kept: number, fault: string): string {
  if (fault === "") return "Saved";
  return kept > 0 ? "Not all were saved" : "Not saved";
}
