/** What a call's widgets are told, as JSON to change: the screens follow, the call stays as it was. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { CallRecord } from "../../bindings";
import { KeyHint, useKey } from "../../parts/key-hint";
import { ProblemPanel } from "../problem-panel";
import { useEdits } from "../queries";
import { PartEditor } from "./part-editor";
import { SaveFixture } from "./save-fixture";
import { useEditing } from "./use-editing";

export function EditTab({ record: { call } }: { record: CallRecord }) {
  const edits = useEdits(call.id);
  const parts = edits.data ?? [];
  const editing = useEditing(call.id, parts);
  useKey("Ctrl+Enter", editing.applyAll);
  if (edits.error) return <ProblemPanel problem={edits.error} />;
  const isEdited = parts.some((part) => part.isEdited);
  return (
    <>
      <p className="text-xs text-secondary">
        The widgets follow as soon as it is JSON. Neither the stored call nor the server learns of it. A
        widget that speaks MCP Apps is mounted anew, because it is told input and result only once.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          data-testid="edit-apply"
          title="Apply (Ctrl+Enter)"
          onClick={editing.applyAll}
        >
          Apply <KeyHint keys="Ctrl ⏎" />
        </Button>
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          data-testid="edit-reset"
          disabled={!isEdited}
          onClick={() => editing.reset(null)}
        >
          Reset all
        </Button>
      </div>
      {parts.map((view) => (
        <PartEditor key={view.part} view={view} editing={editing} />
      ))}
      <SaveFixture call={call} />
    </>
  );
}
