/** From a draft to the arguments that will be sent, and to what stands in the way of sending them. */
import { isKeptExactly, readJson } from "../../parts/json-text";
import { type Draft, type Path, pointer } from "./draft";
import type { Field, Shape } from "./field";

/** Something typed that is no value of its field's kind. The field is left out until it is mended. */
export type Fault = { pointer: string; text: string };

export type Reading = { value: unknown; faults: Fault[] };

/** `value` is `undefined` where nothing is sent. */
export function readDraft(field: Field, draft: Draft): Reading {
  const faults: Fault[] = [];
  return { value: read(field, draft, [], faults), faults };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function read({ shape }: Field, draft: Draft, path: Path, faults: Fault[]): unknown {
  switch (draft.kind) {
    case "absent":
      return undefined;
    case "null":
      return null;
    case "text":
      return draft.text;
    case "boolean":
      return draft.value;
    case "constant":
      return shape.kind === "constant" ? shape.value : undefined;
    case "file":
      return draft.value;
    case "number":
      return readNumber(draft.text, shape, path, faults);
    case "json":
      return readEditor(draft.text, path, faults);
    case "list":
      return shape.kind === "list" ? readItems(shape.item, draft.items, path, faults) : undefined;
    case "object":
      return shape.kind === "object" ? readMembers(shape.members, draft.members, path, faults) : undefined;
  }
}

function readNumber(typed: string, shape: Shape, path: Path, faults: Fault[]): unknown {
  const text = typed.trim();
  if (text === "") return undefined;
  const fault = (said: string) => {
    faults.push({ pointer: pointer(path), text: said });
    return undefined;
  };
  const whole = shape.kind === "number" && shape.whole;
  if (!NUMBER.test(text)) return fault(`“${text}” is not ${whole ? "a whole number" : "a number"}.`);
  const value = Number(text);
  if (!Number.isFinite(value)) return fault(`“${text}” is larger than any number that can be sent.`);
  if (whole && !Number.isInteger(value)) return fault(`“${text}” is not a whole number.`);
  if (!isKeptExactly(text)) {
    return fault(`“${text}” is too large to be sent exactly: it would arrive as ${value}.`);
  }
  return value;
}

function readEditor(text: string, path: Path, faults: Fault[]): unknown {
  if (text.trim() === "") return undefined;
  const reading = readJson(text);
  if (reading.ok) return reading.value;
  faults.push({ pointer: pointer(path), text: reading.text });
  return undefined;
}

function readItems(item: Field, items: { draft: Draft }[], path: Path, faults: Fault[]): unknown[] {
  return items.flatMap(({ draft }, index) => {
    const place = [...path, index];
    const before = faults.length;
    const value = read(item, draft, place, faults);
    if (value === undefined && faults.length === before) {
      faults.push({ pointer: pointer(place), text: `Item ${index + 1} has no value yet.` });
    }
    return value === undefined ? [] : [value];
  });
}

function readMembers(
  members: { name: string; field: Field }[],
  drafts: ReadonlyMap<string, Draft>,
  path: Path,
  faults: Fault[],
): unknown {
  const entries = members.flatMap(({ name, field }): [string, unknown][] => {
    const value = read(field, drafts.get(name) ?? { kind: "absent" }, [...path, name], faults);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
