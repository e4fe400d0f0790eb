/** The host's notes for one field. An error waits until the field was touched; a remark does not. */
import type { DraftField, DraftNote } from "../../bindings";

type Props = { notes: DraftNote[]; field: DraftField; isTouched: boolean };

export function DraftNotes({ notes, field, isTouched }: Props) {
  return notes
    .filter((note) => note.field === field && (isTouched || note.weight === "remark"))
    .map(({ weight, text }) => (
      <p
        key={text}
        data-testid={`note-${field}`}
        data-weight={weight}
        role={weight === "error" ? "alert" : undefined}
        className={`text-xs ${weight === "error" ? "text-danger" : "text-warning-surface"}`}
      >
        {text}
      </p>
    ));
}
