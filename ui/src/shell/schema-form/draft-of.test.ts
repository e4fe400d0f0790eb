/** JSON goes into the form only where the form gives exactly the same JSON back. */
import { expect, test } from "vitest";
import { toForm } from "./arguments-draft";
import { draftOf } from "./draft-of";
import { fieldOf } from "./field";
import { readDraft } from "./read-draft";

const field = fieldOf({
  type: "object",
  properties: {
    a: { type: "string" },
    n: { type: "integer" },
    f: { type: ["number", "null"] },
    c: { enum: ["x", "y"] },
    k: { const: 1 },
    l: { type: "array", items: { type: "object", properties: { b: { type: "boolean" } } } },
    any: {},
  },
});

test.each([
  {},
  { a: "", n: 0, f: null, c: "y", k: 1, l: [], any: null },
  { a: "two\nlines", n: -9007199254740991, f: 1e21, l: [{}, { b: false }], any: [1, { deep: ["x"] }] },
  { f: 0.1, any: "text" },
])("%j comes back as it went in", (value) => {
  const fitting = draftOf(field, value);
  expect(fitting.fits).toBe(true);
  expect(fitting.fits && readDraft(field, fitting.draft)).toEqual({ value, faults: [] });
});

test.each([
  { value: { z: 1 }, why: "z is not in the schema, so the form has no field for it." },
  { value: { l: [{ z: 1 }] }, why: "l.0.z is not in the schema, so the form has no field for it." },
  { value: { a: 1 }, why: "a is no text." },
  { value: { a: "x\r\ny" }, why: "a holds a carriage return, which a text field would change." },
  { value: { n: 1.5 }, why: "n is no whole number." },
  { value: { n: null }, why: "n is no number." },
  { value: { c: "z" }, why: "c is none of the choices." },
  { value: { k: 2 }, why: "k is not the fixed value." },
  { value: { l: "x" }, why: "l is no list." },
  { value: [], why: "The whole is no object." },
])("$value stays JSON: $why", ({ value, why }) => {
  const text = JSON.stringify(value);
  expect(toForm(field, { mode: "json", text, form: null })).toEqual({
    ok: false,
    why: `The form cannot show this exactly: ${why}`,
  });
});
