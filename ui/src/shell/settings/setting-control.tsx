/** One setting: its control, why its default is what it is, and the way back to that. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import type { Header } from "../../bindings";
import { Choice } from "../../parts/choice";
import { JsonEditor } from "../../parts/json-editor";
import { Labelled } from "../../parts/labelled";
import { PairRows } from "../../parts/pair-rows";
import type { Written } from "./changes";
import type { SettingField, SettingOption } from "./fields";
import { SettingNotes } from "./setting-notes";

export type SettingState = {
  field: SettingField;
  /** Of a choice; else empty. */
  options: SettingOption[];
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
  const notes = <SettingNotes {...state} />;
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

function TextControl({ field, options, shown, fault, onChange }: SettingState) {
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
          options={options}
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
      notes={<SettingNotes {...state} />}
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
