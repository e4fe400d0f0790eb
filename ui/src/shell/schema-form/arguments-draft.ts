/**
 * Arguments as they are being written: in the form or as JSON text, and the way from one to the other. Nothing
 * typed is lost by switching: the form is kept while the text made from it stands unchanged.
 */
import { readJson } from "../../parts/json-text";
import type { Draft } from "./draft";
import { draftOf, firstDraft } from "./draft-of";
import type { Field } from "./field";
import { type Fault, readDraft } from "./read-draft";

export type ArgumentsDraft =
  | { mode: "form"; draft: Draft }
  | { mode: "json"; text: string; form: { draft: Draft; text: string } | null };

export type ArgumentsReading =
  | { ready: true; value: unknown }
  /** `value` is what could be sent so far. */
  | { ready: false; faults: Fault[]; value: unknown };

export function firstArguments(field: Field): ArgumentsDraft {
  if (field.shape.kind === "object") return { mode: "form", draft: firstDraft(field) };
  const start = field.default ? field.default.value : {};
  return { mode: "json", text: JSON.stringify(start, null, 2), form: null };
}

/** What is sent, or why it cannot be sent yet. */
export function readArguments(field: Field, draft: ArgumentsDraft): ArgumentsReading {
  if (draft.mode === "form") {
    const { value, faults } = readDraft(field, draft.draft);
    return faults.length === 0 ? { ready: true, value } : { ready: false, faults, value };
  }
  const reading = readJson(draft.text);
  if (reading.ok) return { ready: true, value: reading.value };
  return { ready: false, faults: [{ pointer: "", text: reading.text }], value: undefined };
}

export function toJson(field: Field, draft: Draft): ArgumentsDraft {
  const text = JSON.stringify(readDraft(field, draft).value, null, 2);
  return { mode: "json", text, form: { draft, text } };
}

export type ToForm = { ok: true; draft: ArgumentsDraft } | { ok: false; why: string };

/** The form for the text, or why the form cannot represent it. */
export function toForm(field: Field, { text, form }: Extract<ArgumentsDraft, { mode: "json" }>): ToForm {
  if (form?.text === text) return { ok: true, draft: { mode: "form", draft: form.draft } };
  if (field.shape.kind === "json")
    return { ok: false, why: `There is no form for this tool. ${field.shape.why}` };
  const reading = readJson(text);
  if (!reading.ok) return { ok: false, why: reading.text };
  const fitting = draftOf(field, reading.value);
  if (fitting.fits) return { ok: true, draft: { mode: "form", draft: fitting.draft } };
  return { ok: false, why: `The form cannot show this exactly: ${fitting.why}` };
}
