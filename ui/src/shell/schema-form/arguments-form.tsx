/**
 * A tool's arguments: as a form or as JSON, one click apart, with exactly what will be sent written beneath.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { JsonEditor } from "../../parts/json-editor";
import { visibleJson } from "../../parts/visible-text";
import {
  type ArgumentsDraft,
  type ArgumentsReading,
  firstArguments,
  readArguments,
  toForm,
  toJson,
} from "./arguments-draft";
import type { Field } from "./field";
import { FieldControl } from "./field-control";
import { type FieldNote, FieldNotes } from "./field-notes";

type Words = { title: string; empty: string; noForm: string };

type Props = {
  field: Field;
  draft: ArgumentsDraft;
  onChange: (draft: ArgumentsDraft) => void;
  notes: FieldNote[];
  /** Where it is not a tool that is called. */
  words?: Words;
};

const OF_A_TOOL: Words = {
  title: "Arguments",
  empty: "This tool takes no arguments.",
  noForm: "This tool has no form: write its arguments as JSON.",
};

export function ArgumentsForm({ field, draft, onChange, notes, words = OF_A_TOOL }: Props) {
  const [refusal, setRefusal] = useState("");
  const reading = readArguments(field, draft);
  const faults = reading.ready ? [] : reading.faults;
  const hasForm = field.shape.kind !== "json";
  const toggle = () => {
    if (draft.mode === "form") return onChange(toJson(field, draft.draft));
    const form = toForm(field, draft);
    setRefusal(form.ok ? "" : form.why);
    if (form.ok) onChange(form.draft);
  };
  return (
    <section aria-label={words.title} className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <h3 className="text-sm font-semibold">{words.title}</h3>
        <Button
          color="secondary"
          variant="ghost"
          size="2xs"
          className="ml-auto"
          onClick={() => onChange(firstArguments(field))}
        >
          Reset
        </Button>
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          data-testid="arguments-json-toggle"
          disabled={!hasForm}
          onClick={toggle}
        >
          {draft.mode === "form" ? "Edit as JSON" : "Back to the form"}
        </Button>
      </div>
      {field.shape.kind === "json" ? <NoForm words={words} why={field.shape.why} /> : null}
      {refusal && draft.mode === "json" ? (
        <p className="text-xs text-danger" role="alert" data-testid="form-refusal">
          {refusal}
        </p>
      ) : null}
      {draft.mode === "form" ? (
        <FieldNotes value={[...notes, ...faults]}>
          <Fields field={field} draft={draft} onChange={onChange} empty={words.empty} />
        </FieldNotes>
      ) : (
        <JsonEditor
          text={draft.text}
          onChange={(text) => onChange({ ...draft, text })}
          label={`${words.title} as JSON`}
          testId="arguments-json"
        />
      )}
      <Preview reading={reading} />
    </section>
  );
}

function NoForm({ words, why }: { words: Words; why: string }) {
  return (
    <p className="text-xs text-secondary" data-testid="no-form">
      {words.noForm} {why}
    </p>
  );
}

function Fields({
  field,
  draft,
  onChange,
  empty,
}: Pick<Props, "field" | "onChange"> & { draft: ArgumentsDraft & { mode: "form" }; empty: string }) {
  const isEmpty = field.shape.kind === "object" && field.shape.members.length === 0;
  if (isEmpty) return <p className="text-sm text-secondary">{empty}</p>;
  return (
    <FieldControl
      field={field}
      draft={draft.draft}
      path={[]}
      onChange={(next) => onChange({ mode: "form", draft: next })}
    />
  );
}

function Preview({ reading }: { reading: ArgumentsReading }) {
  const hasValue = reading.value !== undefined;
  return (
    <div className="rounded-md bg-surface-secondary p-2">
      <p className="text-xs text-secondary">{heading(reading)}</p>
      {hasValue ? (
        <pre
          data-testid="arguments-preview"
          className="max-h-60 overflow-auto font-mono text-xs [overflow-wrap:anywhere]"
        >
          {visibleJson(reading.value)}
        </pre>
      ) : null}
      {reading.ready
        ? null
        : reading.faults.map((fault) => (
            <p key={fault.pointer + fault.text} className="mt-1 text-xs text-danger">
              {fault.pointer ? <code>{fault.pointer} </code> : null}
              {fault.text}
            </p>
          ))}
    </div>
  );
}

function heading(reading: ArgumentsReading): string {
  if (reading.ready) return "Sends:";
  return reading.value === undefined
    ? "Cannot be sent yet:"
    : "Cannot be sent yet. Without what has to be mended:";
}
