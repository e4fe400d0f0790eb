/** One field: its name, what the schema says about it, whether it is sent, and its control. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { type ControlProps, controlId } from "./control";
import { absent, pointer } from "./draft";
import { addedDraft } from "./draft-of";
import type { Field } from "./field";
import { FieldControl } from "./field-control";
import { useFieldNotes } from "./field-notes";
import { readDraft } from "./read-draft";

type Props = ControlProps & { name: string; required: boolean };

export function FieldRow(props: Props) {
  const { name, required, field, draft, path, onChange } = props;
  const notes = useFieldNotes(pointer(path));
  return (
    <div className="flex flex-col gap-1" data-field={path.join(".")}>
      <div className="flex min-h-6 items-center gap-1.5">
        <label htmlFor={controlId(path)} className="min-w-0 truncate text-sm font-medium">
          {field.title || name}
        </label>
        {field.title ? <code className="truncate text-xs text-secondary">{name}</code> : null}
        {required ? (
          <span className="text-xs text-danger" title="Required by the schema">
            required
          </span>
        ) : null}
        <span className="truncate text-xs text-tertiary">{kindOf(field)}</span>
        {isDefault(props) ? <span className="text-xs text-info">default</span> : null}
        <span className="ml-auto flex shrink-0 items-center gap-1">
          <Sending {...props} />
        </span>
      </div>
      {field.description ? <p className="text-xs text-secondary">{field.description}</p> : null}
      {draft.kind === "null" ? <NullValue path={path} /> : <FieldControl {...props} onChange={onChange} />}
      {notes.map((text) => (
        <p key={text} className="text-xs text-danger" role="alert">
          {text}
        </p>
      ))}
    </div>
  );
}

function NullValue({ path }: Pick<Props, "path">) {
  return (
    <p id={controlId(path)} className="rounded-md bg-surface-secondary px-2.5 py-1.5 font-mono text-xs">
      null
    </p>
  );
}

/** Whether the field is sent, and the way to change that. */
function Sending({ name, field, draft, path, onChange }: Props) {
  const isSent =
    draft.kind !== "absent" && !(draft.kind !== "null" && "text" in draft && isUnsentText(draft));
  const testId = controlId(path);
  const adding = field.shape.kind === "text" ? "Send empty" : "Add";
  const hasAdd = ["text", "object", "list", "constant"].includes(field.shape.kind);
  return (
    <>
      {field.nullable && draft.kind !== "null" ? (
        <Small
          label={`Send null as ${name}`}
          testId={`${testId}-null`}
          onClick={() => onChange({ kind: "null" })}
        >
          null
        </Small>
      ) : null}
      {isSent ? (
        <Small label={`Don’t send ${name}`} testId={`${testId}-omit`} onClick={() => onChange(absent)}>
          Don’t send
        </Small>
      ) : (
        <span className="text-xs text-tertiary">not sent</span>
      )}
      {!isSent && hasAdd ? (
        <Small
          label={`${adding} ${name}`}
          testId={`${testId}-send`}
          onClick={() => onChange(addedDraft(field))}
        >
          {adding}
        </Small>
      ) : null}
    </>
  );
}

/** A number or JSON editor without text sends nothing; an empty text is a value. */
function isUnsentText(draft: { kind: string; text: string }): boolean {
  return draft.kind !== "text" && draft.text.trim() === "";
}

type SmallProps = { label: string; testId: string; onClick: () => void; children: string };

function Small({ label, testId, onClick, children }: SmallProps) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="3xs"
      aria-label={label}
      data-testid={testId}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

/** Whether exactly the schema's default would be sent. */
function isDefault({ field, draft }: Props): boolean {
  if (!field.default) return false;
  const { value, faults } = readDraft(field, draft);
  return faults.length === 0 && JSON.stringify(value) === JSON.stringify(field.default.value);
}

function kindOf({ shape, nullable }: Field): string {
  const kind = {
    text: () => (shape.kind === "text" && shape.format ? `text, ${shape.format}` : "text"),
    number: () => (shape.kind === "number" && shape.whole ? "whole number" : "number"),
    boolean: () => "true or false",
    choice: () => "choice",
    constant: () => "fixed",
    object: () => "object",
    list: () => "list",
    file: () => "file",
    json: () => "JSON",
  }[shape.kind]();
  return nullable ? `${kind} or null` : kind;
}
