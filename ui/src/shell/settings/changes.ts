/**
 * What a person has changed in the settings and not saved yet: by path, as it stands in its control. What is not
 * changed is not held, so that a setting that changes elsewhere shows here.
 */
import type { Header, Settings } from "../../bindings";
import { readJson } from "../../parts/json-text";
import { ALL_FIELDS, type SettingField, type SettingKind } from "./fields";

/** As it stands in a control: numbers and JSON as text. */
export type Written = string | boolean | Header[];

export type Changes = ReadonlyMap<string, Written>;

export const UNCHANGED: Changes = new Map();

/** The greatest number that a setting may be. */
const GREATEST = 2 ** 32 - 1;

/** What the field's control shows. */
export function writtenAt(settings: Settings, changes: Changes, field: SettingField): Written {
  return changes.get(field.path) ?? written(valueAt(settings, field.path), field.kind);
}

/** The changes with one more; none where it is what is saved. */
export function withChange(changes: Changes, settings: Settings, field: SettingField, to: Written): Changes {
  const next = new Map(changes);
  const saved = written(valueAt(settings, field.path), field.kind);
  if (isSame(saved, to)) next.delete(field.path);
  else next.set(field.path, to);
  return next;
}

/** The changes that lead to the defaults. */
export function toDefaults(fields: SettingField[], from: Settings, to: Settings, changes: Changes): Changes {
  return fields.reduce(
    (before, field) => withChange(before, from, field, written(valueAt(to, field.path), field.kind)),
    changes,
  );
}

export function isDefault(shown: Written, defaults: Settings, field: SettingField): boolean {
  return isSame(shown, written(valueAt(defaults, field.path), field.kind));
}

export type Reading = { settings: Settings; faults: ReadonlyMap<string, string> };

/** The settings with the changes, and why some of these cannot be read. */
export function readChanges(settings: Settings, changes: Changes): Reading {
  const faults = new Map<string, string>();
  let read = settings;
  for (const field of ALL_FIELDS) {
    const change = changes.get(field.path);
    if (change === undefined) continue;
    const value = readValue(change, field.kind);
    if (value.ok) read = withValue(read, field.path, value.value);
    else faults.set(field.path, value.text);
  }
  return { settings: read, faults };
}

function written(value: unknown, kind: SettingKind): Written {
  switch (kind) {
    case "number":
      return String(value);
    case "json":
      return JSON.stringify(value, null, 2);
    default:
      return value as Written;
  }
}

type Value = { ok: true; value: unknown } | { ok: false; text: string };

function readValue(change: Written, kind: SettingKind): Value {
  if (typeof change !== "string" || kind === "text" || kind === "choice") return { ok: true, value: change };
  if (kind === "json") return readJson(change);
  const number = Number(change);
  if (/^\d+$/.test(change.trim()) && number <= GREATEST) return { ok: true, value: number };
  return { ok: false, text: "This has to be a whole number, in digits." };
}

function isSame(one: Written, other: Written): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

type Branch = { [key: string]: unknown };

function valueAt(settings: Settings, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Branch)[key], settings);
}

function withValue(settings: Settings, path: string, value: unknown): Settings {
  const [first = "", second] = path.split(".");
  const branch = settings as unknown as Branch;
  const inner = second === undefined ? value : { ...(branch[first] as Branch), [second]: value };
  return { ...branch, [first]: inner } as unknown as Settings;
}
