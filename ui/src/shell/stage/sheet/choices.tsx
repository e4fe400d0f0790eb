/** What is on a contact sheet: its devices, themes, modes, languages, and how each picture is taken. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import type { DisplayMode, PictureOf, SheetWish, Theme } from "../../../bindings";
import { Segments } from "../../../parts/segments";
import { usePresets } from "../../queries";
import { LocalesField } from "./locales-field";
import { toggled } from "./wish";

type Props = { wish: SheetWish; isBusy: boolean; onChange: (part: Partial<SheetWish>) => void };
type Named<T> = { value: T; label: string };

const THEMES: Named<Theme>[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const MODES: Named<DisplayMode>[] = [
  { value: "inline", label: "Inline" },
  { value: "fullscreen", label: "Fullscreen" },
  { value: "pip", label: "Picture in picture" },
];

export function Choices({ wish, isBusy, onChange }: Props) {
  const presets = usePresets().data ?? [];
  const devices = presets.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <fieldset disabled={isBusy} className="flex flex-col gap-2">
      <legend className="sr-only">What is on it</legend>
      <Checks
        name="device"
        legend="Devices"
        options={devices}
        chosen={wish.devices}
        onChange={(chosen) => onChange({ devices: chosen })}
      />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <Checks
          name="theme"
          legend="Themes"
          options={THEMES}
          chosen={wish.themes}
          onChange={(themes) => onChange({ themes })}
        />
        <Checks
          name="mode"
          legend="Modes"
          options={MODES}
          chosen={wish.modes}
          onChange={(modes) => onChange({ modes })}
        />
        <LocalesField locales={wish.locales} onChange={(locales) => onChange({ locales })} />
      </div>
      <Taking wish={wish} onChange={onChange} />
    </fieldset>
  );
}

function Taking({ wish, onChange }: Omit<Props, "isBusy">) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segments<PictureOf>
        label="What is on each picture"
        value={wish.of}
        onChange={(of) => onChange({ of })}
        options={[
          { value: "screen", label: "Screen", testId: "sheet-of-screen" },
          { value: "widget", label: "Widget", testId: "sheet-of-widget" },
          { value: "conversation", label: "Conversation", testId: "sheet-of-conversation" },
        ]}
      />
      <Segments<"device" | "one">
        label="Pixels of one CSS pixel"
        value={wish.density === null ? "device" : "one"}
        onChange={(density) => onChange({ density: density === "one" ? 1 : null })}
        options={[
          { value: "device", label: "As the devices", testId: "sheet-density-device" },
          { value: "one", label: "1×", testId: "sheet-density-one" },
        ]}
      />
      <Checkbox
        checked={wish.framed && wish.of !== "widget"}
        disabled={wish.of === "widget"}
        onCheckedChange={(framed) => onChange({ framed: framed === true })}
        data-testid="sheet-framed"
        label={<span className="text-xs">With the devices’ bodies</span>}
      />
    </div>
  );
}

type ChecksProps<T extends string> = {
  /** The start of the ids of its boxes. */
  name: string;
  legend: string;
  options: Named<T>[];
  chosen: T[];
  onChange: (chosen: T[]) => void;
};

function Checks<T extends string>({ name, legend, options, chosen, onChange }: ChecksProps<T>) {
  const all = options.map(({ value }) => value);
  return (
    <fieldset className="relative flex flex-wrap items-center gap-x-4 gap-y-1 pl-24">
      <legend className="absolute top-0.5 left-0 font-medium">{legend}</legend>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onCheckedChange={() => onChange(toggled(chosen, value, all))}
          data-testid={`sheet-${name}-${value}`}
          label={<span className="text-xs">{label}</span>}
        />
      ))}
    </fieldset>
  );
}
