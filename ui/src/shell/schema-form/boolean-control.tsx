/** True, false, or neither: three states, because leaving a field out is not the same as false. */
import { Choice } from "../../parts/choice";
import { type ControlProps, controlId } from "./control";
import { absent } from "./draft";

export function BooleanControl({ draft, path, onChange }: ControlProps) {
  return (
    <Choice
      id={controlId(path)}
      testId={controlId(path)}
      value={draft.kind === "boolean" ? String(draft.value) : ""}
      options={[
        { value: "", label: "not sent" },
        { value: "true", label: "true" },
        { value: "false", label: "false" },
      ]}
      onChange={(value) => onChange(value === "" ? absent : { kind: "boolean", value: value === "true" })}
    />
  );
}
