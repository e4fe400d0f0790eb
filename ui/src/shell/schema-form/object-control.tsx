/** The fields of an object, indented unless they are the arguments themselves. */
import type { ControlProps } from "./control";
import { absent } from "./draft";
import type { Member } from "./field";
import { FieldRow } from "./field-row";

export function ObjectControl({ draft, path, onChange, members }: ControlProps & { members: Member[] }) {
  if (draft.kind !== "object") return null;
  const isRoot = path.length === 0;
  return (
    <div className={isRoot ? "flex flex-col gap-4" : "flex flex-col gap-3 border-l border-default pl-3"}>
      {members.map(({ name, required, field }) => (
        <FieldRow
          key={name}
          name={name}
          required={required}
          field={field}
          draft={draft.members.get(name) ?? absent}
          path={[...path, name]}
          onChange={(next) => onChange({ kind: "object", members: new Map(draft.members).set(name, next) })}
        />
      ))}
    </div>
  );
}
