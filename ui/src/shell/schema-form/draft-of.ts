/** From a value to the draft that reads back as exactly that value, where the form can hold it. */
import { type Draft, emptyDraft, type FileValue, type Path } from "./draft";
import type { Field, Member } from "./field";

export type Fitting = { fits: true; draft: Draft } | { fits: false; why: string };

export function draftOf(field: Field, value: unknown): Fitting {
  try {
    return { fits: true, draft: represent(field, value, []) };
  } catch (thrown) {
    if (thrown instanceof Misfit) return { fits: false, why: thrown.message };
    throw thrown;
  }
}

/** The draft of a form that nobody has touched: defaults, constants and required objects are there already. */
export function firstDraft(field: Field): Draft {
  return start({ name: "", required: true, field });
}

/** The draft of something the person adds: a list item, an optional object. */
export function addedDraft(field: Field): Draft {
  return prefilled(field) ?? emptyDraft(field, start);
}

function start({ required, field }: Member): Draft {
  const filled = prefilled(field);
  if (filled) return filled;
  const isStructure =
    field.shape.kind === "object" || field.shape.kind === "list" || field.shape.kind === "constant";
  return required && isStructure ? emptyDraft(field, start) : { kind: "absent" };
}

function prefilled(field: Field): Draft | undefined {
  const fitting = field.default ? draftOf(field, field.default.value) : undefined;
  return fitting?.fits ? fitting.draft : undefined;
}

class Misfit extends Error {
  constructor(path: Path, why: string) {
    super(`${path.length > 0 ? path.join(".") : "The whole"} ${why}`);
  }
}

function represent(field: Field, value: unknown, path: Path): Draft {
  if (value === null && field.nullable) return { kind: "null" };
  const { shape } = field;
  switch (shape.kind) {
    case "json":
      return { kind: "json", text: JSON.stringify(value, null, 2) };
    case "text":
      if (typeof value !== "string") throw new Misfit(path, "is no text.");
      if (value.includes("\r"))
        throw new Misfit(path, "holds a carriage return, which a text field would change.");
      return { kind: "text", text: value };
    case "choice":
      if (!shape.options.some((option) => option === value))
        throw new Misfit(path, "is none of the choices.");
      return { kind: "text", text: String(value) };
    case "number":
      return fitNumber(shape.whole, value, path);
    case "boolean":
      if (typeof value !== "boolean") throw new Misfit(path, "is neither true nor false.");
      return { kind: "boolean", value };
    case "constant":
      if (JSON.stringify(value) !== JSON.stringify(shape.value))
        throw new Misfit(path, "is not the fixed value.");
      return { kind: "constant" };
    case "file":
      return fitFile(value, path);
    case "list":
      if (!Array.isArray(value)) throw new Misfit(path, "is no list.");
      return {
        kind: "list",
        items: value.map((item, key) => ({ key, draft: represent(shape.item, item, [...path, key]) })),
      };
    case "object":
      return fitObject(shape.members, value, path);
  }
}

const FILE_KEYS = ["file_id", "mime_type", "file_name"];

function fitFile(value: unknown, path: Path): Draft {
  if (typeof value !== "object" || value === null) throw new Misfit(path, "is no file.");
  const entries = Object.entries(value);
  const known = entries.every(([key, one]) => FILE_KEYS.includes(key) && typeof one === "string");
  if (!known || !("file_id" in value)) throw new Misfit(path, "is no file that was chosen here.");
  return { kind: "file", value: value as FileValue, size: null };
}

function fitNumber(whole: boolean, value: unknown, path: Path): Draft {
  if (typeof value !== "number") throw new Misfit(path, "is no number.");
  if (whole && !Number.isInteger(value)) throw new Misfit(path, "is no whole number.");
  return { kind: "number", text: JSON.stringify(value) };
}

function fitObject(members: Member[], value: unknown, path: Path): Draft {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Misfit(path, "is no object.");
  const given = new Map(Object.entries(value));
  const stranger = [...given.keys()].find((name) => !members.some((member) => member.name === name));
  if (stranger !== undefined)
    throw new Misfit([...path, stranger], "is not in the schema, so the form has no field for it.");
  const fitted = members.map(({ name, field }): [string, Draft] => [
    name,
    given.has(name) ? represent(field, given.get(name), [...path, name]) : { kind: "absent" },
  ]);
  return { kind: "object", members: new Map(fitted) };
}
