/** One part of what a widget is told: its JSON, why it cannot be told as it stands, and the way back. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { problemOf } from "../../backend";
import type { Part, PartView } from "../../bindings";
import { JsonEditor } from "../../parts/json-editor";
import { readJson } from "../../parts/json-text";
import { visibleText } from "../../parts/visible-text";
import type { Editing } from "./use-editing";

const WORDS: Record<Part, { label: string; hint: string }> = {
  input: { label: "Tool input", hint: "toolInput; null while it is not known" },
  structuredContent: { label: "structuredContent", hint: "toolOutput; null leaves it out" },
  content: { label: "content", hint: "what the model reads" },
  meta: { label: "_meta", hint: "for the widget only" },
  isError: { label: "isError", hint: "true, false, or null to leave it out" },
  cancelled: { label: "Cancelled", hint: "the reason as a text, in place of a result; else null" },
  state: { label: "Widget state", hint: "widgetState, on every screen" },
  globals: {
    label: "Globals",
    hint: "theme, locale, displayMode, maxHeight, safeArea, userAgent, view: those that differ",
  },
};

export function PartEditor({ view, editing }: { view: PartView; editing: Editing }) {
  const { label, hint } = WORDS[view.part];
  const text = editing.textOf(view);
  return (
    <section className="flex flex-col gap-1" aria-label={label}>
      <div className="flex items-start gap-2 text-xs leading-6">
        <h4 className="min-w-0 flex-1 font-semibold">
          {label} <span className="ml-1 font-normal text-tertiary">{hint}</span>
        </h4>
        {view.isEdited ? (
          <Badge size="sm" color="warning">
            Edited
          </Badge>
        ) : null}
        <Button
          color="secondary"
          variant="ghost"
          size="3xs"
          data-testid={`edit-${view.part}-reset`}
          aria-label={`Reset ${label}`}
          disabled={!view.isEdited && text === JSON.stringify(view.value, null, 2)}
          onClick={() => editing.reset(view.part)}
        >
          Reset
        </Button>
      </div>
      <JsonEditor
        text={text}
        onChange={(next) => editing.write(view, next)}
        label={`${label} as JSON`}
        testId={`edit-${view.part}`}
      />
      <Fault text={text} problem={editing.problemOf(view.part)} part={view.part} />
    </section>
  );
}

function Fault({ text, problem, part }: { text: string; problem: unknown; part: Part }) {
  const reading = readJson(text);
  const refused = problem ? problemOf(problem) : null;
  const said = reading.ok ? refused && `${refused.message} ${refused.hint}` : reading.text;
  if (!said) return null;
  return (
    <p className="text-xs text-danger" role="alert" data-testid={`edit-${part}-fault`}>
      {visibleText(said)}
    </p>
  );
}
