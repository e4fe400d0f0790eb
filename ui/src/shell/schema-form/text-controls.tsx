/** Text and number: both are kept as they were typed. An empty text is sent as such; an empty number is not sent. */
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { type ControlProps, controlId } from "./control";
import { pointer } from "./draft";
import { useFieldNotes } from "./field-notes";

const FORMATS: Record<string, string> = {
  date: "2026-01-31",
  "date-time": "2026-01-31T09:30:00Z",
  time: "09:30:00Z",
  email: "someone@example.com",
  uri: "https://example.com/",
  uuid: "123e4567-e89b-12d3-a456-426614174000",
};

export function TextControl({ field, draft, path, onChange }: ControlProps) {
  const notes = useFieldNotes(pointer(path));
  const shape = field.shape.kind === "text" ? field.shape : { format: "", long: false };
  const isEmpty = draft.kind === "text" && draft.text === "";
  const example = FORMATS[shape.format];
  return (
    <Textarea
      id={controlId(path)}
      data-testid={controlId(path)}
      size="md"
      rows={shape.long ? 3 : 1}
      autoResize
      maxRows={14}
      spellCheck={false}
      invalid={notes.length > 0}
      value={draft.kind === "text" ? draft.text : ""}
      placeholder={isEmpty ? "sends an empty text" : example ? `for example ${example}` : ""}
      onChange={(event) => onChange({ kind: "text", text: event.target.value })}
    />
  );
}

export function NumberControl({ draft, path, onChange }: ControlProps) {
  const notes = useFieldNotes(pointer(path));
  return (
    <Input
      id={controlId(path)}
      data-testid={controlId(path)}
      size="md"
      inputMode="decimal"
      autoComplete="off"
      invalid={notes.length > 0}
      value={draft.kind === "number" ? draft.text : ""}
      onChange={(event) => onChange({ kind: "number", text: event.target.value })}
    />
  );
}
