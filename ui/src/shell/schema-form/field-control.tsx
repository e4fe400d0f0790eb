/** The control for a field's shape. */
import { JsonEditor } from "../../parts/json-editor";
import { BooleanControl } from "./boolean-control";
import { ChoiceControl } from "./choice-control";
import { type ControlProps, controlId } from "./control";
import { FileControl } from "./file-control";
import { ListControl } from "./list-control";
import { ObjectControl } from "./object-control";
import { NumberControl, TextControl } from "./text-controls";

export function FieldControl(props: ControlProps) {
  const { shape } = props.field;
  switch (shape.kind) {
    case "text":
      return <TextControl {...props} />;
    case "number":
      return <NumberControl {...props} />;
    case "boolean":
      return <BooleanControl {...props} />;
    case "choice":
      return <ChoiceControl {...props} options={shape.options} />;
    case "constant":
      return <Constant {...props} value={shape.value} />;
    case "list":
      return <ListControl {...props} item={shape.item} />;
    case "file":
      return <FileControl {...props} />;
    case "object":
      return <ObjectControl {...props} members={shape.members} />;
    case "json":
      return <JsonControl {...props} why={shape.why} />;
  }
}

function Constant({ draft, path, value }: ControlProps & { value: unknown }) {
  if (draft.kind === "absent") return null;
  return (
    <output id={controlId(path)} className="rounded-md bg-surface-secondary px-2.5 py-1.5 font-mono text-xs">
      {JSON.stringify(value)}
    </output>
  );
}

function JsonControl({ draft, path, onChange, why }: ControlProps & { why: string }) {
  const text = draft.kind === "json" ? draft.text : "";
  return (
    <>
      <p className="text-xs text-tertiary">{why} Write it as JSON.</p>
      <JsonEditor
        text={text}
        onChange={(next) => onChange({ kind: "json", text: next })}
        label={`${path.join(".")} as JSON`}
        testId={controlId(path)}
      />
    </>
  );
}
