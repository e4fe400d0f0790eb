/** The person whose device a screen is: what they have set on it, and where they are. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import type { Device, Preferences, Theme } from "../../../bindings";
import { Choice } from "../../../parts/choice";
import { LocationFields } from "./location-fields";
import { PreferenceField } from "./preference-field";
import { PreferenceText } from "./preference-text";
import { suggestedLocales, suggestedTimeZones, TEXT_SIZES } from "./preferences";
import { usePreference } from "./use-preference";

const THEMES = [
  { value: "", label: "As the window" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function PersonSection({ device: { id, preferences } }: { device: Device }) {
  const { theme, locale, timeZone, location, textSize, reducedMotion } = preferences;
  return (
    <section
      aria-label="Its person"
      className="flex flex-col gap-2 border-t border-subtle pt-2"
      data-testid="person"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <h4 className="w-full font-medium">Its person</h4>
        <PreferenceChoice
          screen={id}
          name="theme"
          label="Theme"
          value={theme ?? ""}
          options={THEMES}
          partOf={(value) => ({ theme: value === "" ? null : (value as Theme) })}
        />
        <PreferenceText
          screen={id}
          name="locale"
          label="Locale"
          value={locale ?? ""}
          placeholder="As in the settings"
          suggested={suggestedLocales()}
          partOf={(text) => ({ locale: text || null })}
        />
        <PreferenceText
          screen={id}
          name="time-zone"
          label="Time zone"
          value={timeZone ?? ""}
          placeholder="As in the settings"
          suggested={suggestedTimeZones()}
          partOf={(text) => ({ timeZone: text || null })}
        />
        <PreferenceChoice
          screen={id}
          name="text-size"
          label="Text size"
          value={String(textSize ?? "")}
          options={textSizes(textSize ?? null)}
          partOf={(value) => ({ textSize: value === "" ? null : Number(value) })}
        />
        <ReducedMotion screen={id} isOn={reducedMotion === true} />
      </div>
      <LocationFields screen={id} location={location ?? null} />
      <p className="text-secondary">
        What is not set is as the window and the settings have it. The first screen's go with the calls that
        you make; a widget's calls carry those of its screen.
      </p>
    </section>
  );
}

/** With that which is set, also where it is none of ours. */
function textSizes(set: number | null): { value: string; label: string }[] {
  const sizes = set === null || TEXT_SIZES.includes(set) ? TEXT_SIZES : [...TEXT_SIZES, set];
  const sorted = sizes.toSorted((one, other) => one - other);
  return [
    { value: "", label: "As usual" },
    ...sorted.map((size) => ({ value: String(size), label: `${size} %` })),
  ];
}

type ChoiceProps = {
  screen: string;
  name: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
  partOf: (value: string) => Partial<Preferences>;
};

function PreferenceChoice({ screen, name, label, value, options, partOf }: ChoiceProps) {
  const { fault, set } = usePreference(screen);
  return (
    <PreferenceField name={name} label={label} fault={fault}>
      <Choice
        id={`person-${name}`}
        testId={`person-${name}`}
        value={value}
        options={options}
        onChange={(next) => set(() => partOf(next))}
      />
    </PreferenceField>
  );
}

function ReducedMotion({ screen, isOn }: { screen: string; isOn: boolean }) {
  const { fault, set } = usePreference(screen);
  return (
    <PreferenceField name="motion" label="Motion" fault={fault}>
      <Checkbox
        id="person-motion"
        data-testid="person-motion"
        label="Reduced"
        checked={isOn}
        onCheckedChange={(next) => set(() => ({ reducedMotion: next === true }))}
      />
    </PreferenceField>
  );
}
