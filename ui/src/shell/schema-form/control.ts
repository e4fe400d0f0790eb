/** What every control of the form is given. */
import type { Draft, Path } from "./draft";
import type { Field } from "./field";

export type ControlProps = {
  field: Field;
  draft: Draft;
  path: Path;
  onChange: (draft: Draft) => void;
};

/** The id and test id of the control at this path: `field-board.columns.0`. */
export function controlId(path: Path): string {
  return `field-${path.join(".")}`;
}
