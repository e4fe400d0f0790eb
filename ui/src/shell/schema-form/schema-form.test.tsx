/** The form's promise: what it says it sends is what is sent, whatever the schema and whatever is typed. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { firstArguments, readArguments } from "./arguments-draft";
import { ArgumentsForm } from "./arguments-form";
import { fieldOf } from "./field";

type User = ReturnType<typeof userEvent.setup>;
type Step = (user: User) => Promise<void>;
type Case = {
  story: string;
  properties: Record<string, unknown>;
  required?: string[];
  steps: Step[];
  sends: unknown;
};

const at = (testId: string) => screen.getByTestId(testId);
const type =
  (path: string, text: string): Step =>
  (user) =>
    user.type(at(`field-${path}`), text);
const clear =
  (path: string): Step =>
  (user) =>
    user.clear(at(`field-${path}`));
const press =
  (testId: string): Step =>
  (user) =>
    user.click(at(testId));
const pressNamed =
  (name: string): Step =>
  (user) =>
    user.click(screen.getByRole("button", { name }));
const choose =
  (path: string, label: string): Step =>
  (user) =>
    user.selectOptions(at(`field-${path}`), label);

function Harness({ schema }: { schema: unknown }) {
  const field = fieldOf(schema);
  const [draft, setDraft] = useState(firstArguments(field));
  const reading = readArguments(field, draft);
  return (
    <>
      <ArgumentsForm field={field} draft={draft} onChange={setDraft} notes={[]} />
      <output data-testid="reading">{JSON.stringify(reading)}</output>
    </>
  );
}

const reading = () => JSON.parse(at("reading").textContent ?? "");
const preview = () => JSON.parse(at("arguments-preview").textContent ?? "");

const text = { type: "string" };
const cases: Case[] = [
  {
    story: "nothing typed sends nothing",
    properties: { a: text, b: { type: "number" } },
    steps: [],
    sends: {},
  },
  {
    story: "a required text that nobody filled in is not invented",
    properties: { a: text },
    required: ["a"],
    steps: [],
    sends: {},
  },
  {
    story: "a text as typed, spaces and all",
    properties: { a: text },
    steps: [type("a", " x ")],
    sends: { a: " x " },
  },
  {
    story: "a text emptied is an empty text",
    properties: { a: text },
    steps: [type("a", "x"), clear("a")],
    sends: { a: "" },
  },
  {
    story: "an empty text on purpose",
    properties: { a: text },
    steps: [press("field-a-send")],
    sends: { a: "" },
  },
  {
    story: "a text taken back",
    properties: { a: text },
    steps: [type("a", "x"), press("field-a-omit")],
    sends: {},
  },
  {
    story: "a text of several lines",
    properties: { a: text },
    steps: [type("a", "x{Enter}y")],
    sends: { a: "x\ny" },
  },
  {
    story: "a text that looks like a number stays text",
    properties: { a: text },
    steps: [type("a", "12")],
    sends: { a: "12" },
  },
  {
    story: "a number",
    properties: { n: { type: "number" } },
    steps: [type("n", "-1.50")],
    sends: { n: -1.5 },
  },
  {
    story: "a number emptied is not sent",
    properties: { n: { type: "number" } },
    steps: [type("n", "1"), clear("n")],
    sends: {},
  },
  {
    story: "zero is a value",
    properties: { n: { type: "integer" } },
    steps: [type("n", "0")],
    sends: { n: 0 },
  },
  {
    story: "false is not the same as nothing",
    properties: { b: { type: "boolean" } },
    steps: [choose("b", "false")],
    sends: { b: false },
  },
  {
    story: "a boolean taken back",
    properties: { b: { type: "boolean" } },
    steps: [choose("b", "true"), choose("b", "not sent")],
    sends: {},
  },
  {
    story: "a choice",
    properties: { c: { enum: ["x", "y"] } },
    steps: [choose("c", "y")],
    sends: { c: "y" },
  },
  {
    story: "a choice that is an empty text",
    properties: { c: { enum: ["", "y"] } },
    steps: [choose("c", "(empty text)")],
    sends: { c: "" },
  },
  {
    story: "a required constant",
    properties: { k: { const: { v: 1 } } },
    required: ["k"],
    steps: [],
    sends: { k: { v: 1 } },
  },
  {
    story: "an optional constant is added by hand",
    properties: { k: { const: 7 } },
    steps: [press("field-k-send")],
    sends: { k: 7 },
  },
  {
    story: "defaults are there and are sent",
    properties: { a: { ...text, default: "d" }, n: { type: "integer", default: 3 } },
    steps: [],
    sends: { a: "d", n: 3 },
  },
  {
    story: "a default can be taken away",
    properties: { a: { ...text, default: "d" } },
    steps: [press("field-a-omit")],
    sends: {},
  },
  {
    story: "a default of the wrong type is not sent",
    properties: { n: { type: "integer", default: "3" } },
    steps: [],
    sends: {},
  },
  {
    story: "a nested object that is required, its own optional field left out",
    properties: { o: { type: "object", required: ["a"], properties: { a: text, b: text } } },
    required: ["o"],
    steps: [type("o.a", "x")],
    sends: { o: { a: "x" } },
  },
  {
    story: "an optional object is absent until added",
    properties: {
      o: { type: "object", properties: { a: text } },
      p: { type: "object", properties: { a: text } },
    },
    steps: [press("field-p-send")],
    sends: { p: {} },
  },
  {
    story: "a list: add, move, remove",
    properties: { l: { type: "array", items: text } },
    steps: [
      press("field-l-send"),
      press("field-l-add"),
      press("field-l-add"),
      press("field-l-add"),
      type("l.0", "a"),
      type("l.1", "b"),
      type("l.2", "c"),
      pressNamed("Move item 3 up"),
      pressNamed("Remove item 1"),
    ],
    sends: { l: ["c", "b"] },
  },
  {
    story: "a list of objects",
    properties: { l: { type: "array", items: { type: "object", properties: { n: { type: "integer" } } } } },
    required: ["l"],
    steps: [press("field-l-add"), type("l.0.n", "4")],
    sends: { l: [{ n: 4 }] },
  },
  {
    story: "an empty list is a list",
    properties: { l: { type: "array", items: text } },
    required: ["l"],
    steps: [],
    sends: { l: [] },
  },
  {
    story: "null where the schema allows it",
    properties: { a: { type: ["string", "null"] } },
    steps: [press("field-a-null")],
    sends: { a: null },
  },
  {
    story: "null by anyOf, and back to a text",
    properties: { a: { anyOf: [{ type: "null" }, text] } },
    steps: [press("field-a-null"), press("field-a-omit"), type("a", "x")],
    sends: { a: "x" },
  },
  {
    story: "a reference within the schema",
    properties: { p: { $ref: "#/properties/q" }, q: { type: "object", properties: { a: text } } },
    required: ["p"],
    steps: [type("p.a", "x")],
    sends: { p: { a: "x" } },
  },
  {
    story: "a name that looks like a path",
    properties: { "a.b": text, __proto__x: text },
    steps: [type("a.b", "x")],
    sends: { "a.b": "x" },
  },
];

test.each(cases)("$story", async ({ properties, required, steps, sends }) => {
  const user = userEvent.setup();
  render(<Harness schema={{ type: "object", properties, required }} />);
  for (const step of steps) await step(user);
  expect(reading()).toEqual({ ready: true, value: sends });
  expect(preview()).toEqual(sends);

  await press("arguments-json-toggle")(user);
  expect(reading()).toEqual({ ready: true, value: sends });
  await press("arguments-json-toggle")(user);
  expect(reading()).toEqual({ ready: true, value: sends });
});

test.each([
  { typed: "12a", kind: "integer", said: "“12a” is not a whole number." },
  { typed: "1.5", kind: "integer", said: "“1.5” is not a whole number." },
  { typed: "0x10", kind: "number", said: "“0x10” is not a number." },
  { typed: "1e999", kind: "number", said: "“1e999” is larger than any number that can be sent." },
  {
    typed: "9007199254740993",
    kind: "integer",
    said: "“9007199254740993” is too large to be sent exactly: it would arrive as 9007199254740992.",
  },
])("$typed as $kind is kept as typed and not sent", async ({ typed, kind, said }) => {
  const user = userEvent.setup();
  render(<Harness schema={{ type: "object", properties: { n: { type: kind }, a: { type: "string" } } }} />);
  await type("a", "x")(user);
  await type("n", typed)(user);
  expect(reading()).toEqual({ ready: false, faults: [{ pointer: "/n", text: said }], value: { a: "x" } });
  expect(screen.getByRole("alert").textContent).toBe(said);

  await press("arguments-json-toggle")(user);
  await press("arguments-json-toggle")(user);
  expect((at("field-n") as HTMLInputElement).value).toBe(typed);
});

test("a list item without a value is not dropped silently", async () => {
  const user = userEvent.setup();
  render(
    <Harness schema={{ type: "object", properties: { l: { type: "array", items: { type: "integer" } } } }} />,
  );
  await press("field-l-send")(user);
  await press("field-l-add")(user);
  expect(reading()).toEqual({
    ready: false,
    faults: [{ pointer: "/l/0", text: "Item 1 has no value yet." }],
    value: { l: [] },
  });
});

test.each([
  { property: { anyOf: [{ type: "string" }, { type: "number" }] }, why: "The schema uses anyOf here." },
  { property: { enum: ["a", 1] }, why: "The choices are not all texts." },
  { property: {}, why: "The schema does not say which single type this has." },
  { property: true, why: "The schema allows any value here." },
  { property: { type: "object" }, why: "The schema names no fields, so any are accepted." },
  { property: { type: "array" }, why: "The schema does not say what the list holds." },
  {
    property: { type: "array", prefixItems: [] },
    why: "Each position of this list has a schema of its own.",
  },
  {
    property: { $ref: "https://example.com/x" },
    why: "The schema refers to https://example.com/x, which is not in it.",
  },
  { property: { $ref: "#/properties/p" }, why: "The schema refers to itself (#/properties/p)." },
])("what a form cannot hold exactly is JSON: $why", ({ property, why }) => {
  expect(fieldOf({ type: "object", properties: { p: property } }).shape).toEqual({
    kind: "object",
    members: [
      { name: "p", required: false, field: expect.objectContaining({ shape: { kind: "json", why } }) },
    ],
  });
});

test("a default is marked until something else would be sent", async () => {
  const user = userEvent.setup();
  const items = { type: "object", properties: { a: text } };
  const list = { type: "array", items, default: [{ a: "x" }] };
  render(<Harness schema={{ type: "object", properties: { l: list } }} />);
  expect(screen.queryByText("default")).not.toBeNull();
  await type("l.0.a", "y")(user);
  expect(reading()).toEqual({ ready: true, value: { l: [{ a: "xy" }] } });
  expect(screen.queryByText("default")).toBeNull();
});

test("a tool without arguments says so and sends an empty object", () => {
  render(<Harness schema={{ type: "object" }} />);
  expect(screen.getByText("This tool takes no arguments.")).toBeTruthy();
  expect(reading()).toEqual({ ready: true, value: {} });
});

test.each([
  {
    schema: { anyOf: [{ type: "object" }, { type: "string" }] },
    says: "This tool has no form: write its arguments as JSON. The schema uses anyOf here.",
  },
  {
    schema: { type: "object", additionalProperties: true },
    says: "This tool has no form: write its arguments as JSON. The schema names no fields, so any are accepted.",
  },
])("a schema without a form says so and is written as JSON: $schema", ({ schema, says }) => {
  render(<Harness schema={schema} />);
  expect(reading()).toEqual({ ready: true, value: {} });
  expect(at("no-form").textContent).toBe(says);
  expect(at("arguments-json-toggle")).toHaveProperty("disabled", true);
});
