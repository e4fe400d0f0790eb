/** A question with a form, made from its schema. */
import { useState } from "react";
import { visibleText } from "../../parts/visible-text";
import { type ArgumentsDraft, firstArguments, readArguments } from "../schema-form/arguments-draft";
import { ArgumentsForm } from "../schema-form/arguments-form";
import { fieldOf } from "../schema-form/field";
import type { Answering } from "./answering";
import { Answers } from "./answers";

type Props = { message: string; schema: unknown; answering: Answering };

const WORDS = {
  title: "Your answer",
  empty: "Nothing has to be filled in.",
  noForm: "This question has no form: write the answer as JSON.",
};

export function FormQuestion({ message, schema, answering }: Props) {
  const field = fieldOf(schema);
  const [draft, setDraft] = useState<ArgumentsDraft>(() => firstArguments(field));
  const reading = readArguments(field, draft);
  const absent = reading.ready ? absentFrom(reading.value, schema) : [];
  const missing = reading.ready ? said(absent) : "Mend the marked fields first.";
  return (
    <>
      <p className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]" data-testid="inquiry-message">
        {visibleText(message)}
      </p>
      <ArgumentsForm field={field} draft={draft} onChange={setDraft} notes={[]} words={WORDS} />
      {absent.length > 0 ? (
        <p className="text-xs text-secondary" data-testid="inquiry-missing">
          {missing}
        </p>
      ) : null}
      <Answers
        acceptLabel="Send"
        missing={missing}
        onAccept={() => {
          if (reading.ready) answering.answer({ kind: "accept", content: reading.value });
        }}
        answering={answering}
      />
    </>
  );
}

function said(absent: string[]): string {
  return absent.length === 0 ? "" : `Still to be filled in: ${visibleText(absent.join(", "))}.`;
}

/** What the schema requires and the answer does not have. */
function absentFrom(answer: unknown, schema: unknown): string[] {
  const required =
    typeof schema === "object" && schema !== null && "required" in schema ? schema.required : [];
  const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  return names.filter((name) => typeof answer !== "object" || answer === null || !(name in answer));
}
