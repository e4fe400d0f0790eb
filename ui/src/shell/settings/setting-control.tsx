/** One setting: its control, why its default is what it is, and the way back to that. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import type { Header } from "../../bindings";
import { Choice } from "../../parts/choice";
import { JsonEditor } from "../../parts/json-editor";
import { Labelled } from "../../parts/labelled";
import { PairRows } from "../../parts/pair-rows";
import type { Written } from "./changes";
import type { SettingField } from "./fields";

export type SettingState = {
  field: SettingField;
  shown: Written;
  isDefault: boolean;
  /** Why it cannot be saved as it stands; empty where it can. */
  fault: string;
  /** Where the default comes from; empty where nobody measured it. */
  sources: string[];
  onChange: (to: Written) => void;
  onReset: () => void;
};

export function SettingControl(state: SettingState) {
  const { field, shown } = state;
  const notes = <Notes {...state} />;
  if (field.kind === "headers") return <HeaderRows {...state} />;
  if (field.kind === "switch") {
    return (
      <div className="flex flex-col gap-1">
        <Checkbox
          id={field.path}
          data-testid={`setting-${field.path}`}
          label={field.label}
          checked={shown === true}
          onCheckedChange={state.onChange}
        />
        {notes}
      </div>
    );
  }
  return (
    <Labelled label={field.label} htmlFor={field.path} notes={notes}>
      <TextControl {...state} />
    </Labelled>
  );
}

function TextControl({ field, shown, fault, onChange }: SettingState) {
  const text = typeof shown === "string" ? shown : "";
  switch (field.kind) {
    case "json":
      return (
        <JsonEditor text={text} onChange={onChange} label={field.label} testId={`setting-${field.path}`} />
      );
    case "choice":
      return (
        <Choice
          id={field.path}
          testId={`setting-${field.path}`}
          className="w-fit max-w-full"
          value={text}
          options={(field.options ?? []).map(([value, label]) => ({ value, label }))}
          onChange={onChange}
        />
      );
    case "number":
      return (
        <Input
          id={field.path}
          className="max-w-56"
          data-testid={`setting-${field.path}`}
          inputMode="numeric"
          autoComplete="off"
          invalid={fault !== ""}
          endAdornment={<span className="text-xs text-tertiary">{field.unit}</span>}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <Textarea
          id={field.path}
          data-testid={`setting-${field.path}`}
          rows={1}
          autoResize
          maxRows={6}
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.target.value.replaceAll("\n", ""))}
        />
      );
  }
}

const NO_HEADERS: Header[] = [];

function HeaderRows(state: SettingState) {
  const { field, shown, onChange } = state;
  const headers = Array.isArray(shown) ? shown : NO_HEADERS;
  const id = `setting-${field.path}`;
  const setValue = (index: number, value: string) =>
    onChange(headers.map((header, at) => (at === index ? { ...header, value } : header)));
  return (
    <PairRows
      id={id}
      label={field.label}
      what="header"
      hint=""
      rows={headers}
      blank={{ name: "", value: "" }}
      onChange={onChange}
      notes={<Notes {...state} />}
      renderValue={({ name, value }, index) => (
        <Input
          size="sm"
          autoComplete="off"
          spellCheck={false}
          aria-label={`Value of ${name || "the header"}`}
          data-testid={`${id}-value-${index}`}
          placeholder="Value"
          value={value}
          onChange={(event) => setValue(index, event.target.value)}
        />
      )}
    />
  );
}

function Notes({ field, isDefault, fault, sources, onReset }: SettingState) {
  return (
    <div className="flex items-start gap-2 text-xs">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        {fault ? (
          <p role="alert" className="text-danger" data-testid={`setting-fault-${field.path}`}>
            {fault}
          </p>
        ) : null}
        {field.explanation ? <p className="text-tertiary">{field.explanation}</p> : null}
        {sources.map((source) => (
          <p key={source} className="text-tertiary" data-testid={`setting-source-${field.path}`}>
            Default: {source}
          </p>
        ))}
      </div>
      {isDefault ? null : (
        <Button
          color="secondary"
          variant="ghost"
          size="3xs"
          aria-label={`Reset ${field.label}`}
          data-testid={`setting-reset-${field.path}`}
          onClick={onReset}
        >
          Reset
        </Button>
      )}
    </div>
  );
}
