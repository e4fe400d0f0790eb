/** At the foot of the settings while something is not saved. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { KeyHint } from "../../parts/key-hint";
import { ProblemPanel } from "../problem-panel";

type Props = {
  count: number;
  isReady: boolean;
  isSaving: boolean;
  problem: unknown;
  onSave: () => void;
  onDiscard: () => void;
};

export function SaveBar({ count, isReady, isSaving, problem, onSave, onDiscard }: Props) {
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t border-subtle px-4 py-2.5">
      {problem ? <ProblemPanel problem={problem} /> : null}
      <div className="flex items-center gap-2">
        <p className="flex-1 text-sm text-secondary" role="status" data-testid="settings-unsaved">
          {count === 1 ? "One unsaved change" : `${count} unsaved changes`}
        </p>
        <Button color="secondary" variant="soft" data-testid="settings-discard" onClick={onDiscard}>
          Discard
        </Button>
        <Button
          color="primary"
          data-testid="settings-save"
          disabled={!isReady}
          title={isReady ? "Save (Ctrl+S)" : "Mend the marked fields first"}
          loading={isSaving}
          onClick={onSave}
        >
          Save <KeyHint keys="Ctrl S" />
        </Button>
      </div>
    </div>
  );
}
