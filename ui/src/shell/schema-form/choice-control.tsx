/** One of the texts that the schema lists. */
import { Choice } from "../../parts/choice";
import { type ControlProps, controlId } from "./control";
import { absent } from "./draft";

/** Values carry a mark, so that an option that is an empty text differs from "not sent". */
const MARK = "=";

export function ChoiceControl({ draft, path, onChange, options }: ControlProps & { options: string[] }) {
  return (
    <Choice
      id={controlId(path)}
      testId={controlId(path)}
      value={draft.kind === "text" ? MARK + draft.text : ""}
      options={[
        { value: "", label: "not sent" },
        ...options.map((option) => ({
          value: MARK + option,
          label: option === "" ? "(empty text)" : option,
        })),
      ]}
      onChange={(value) => onChange(value === "" ? absent : { kind: "text", text: value.slice(MARK.length) })}
    />
  );
}
