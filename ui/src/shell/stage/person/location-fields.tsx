/** Where the person is, as a call tells it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Location } from "../../../bindings";
import { PreferenceText } from "./preference-text";
import { NOWHERE } from "./preferences";
import { usePreference } from "./use-preference";

type Field = { part: keyof Location; name: string; label: string; placeholder: string; className: string };

const FIELDS: Field[] = [
  { part: "city", name: "city", label: "City", placeholder: "Zürich", className: "w-32" },
  { part: "region", name: "region", label: "Region", placeholder: "Zürich", className: "w-32" },
  { part: "country", name: "country", label: "Country", placeholder: "CH", className: "w-16" },
  { part: "latitude", name: "latitude", label: "Latitude", placeholder: "47.37", className: "w-20" },
  { part: "longitude", name: "longitude", label: "Longitude", placeholder: "8.54", className: "w-20" },
];

export function LocationFields({ screen, location }: { screen: string; location: Location | null }) {
  const { set } = usePreference(screen);
  return (
    <fieldset className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <legend className="sr-only">Location</legend>
      {FIELDS.map(({ part, ...field }) => (
        <PreferenceText
          key={part}
          {...field}
          screen={screen}
          value={location?.[part] ?? ""}
          partOf={(text, now) => ({ location: { ...NOWHERE, ...now.location, [part]: text } })}
        />
      ))}
      <Button
        color="secondary"
        variant="ghost"
        size="2xs"
        title="As the settings have it"
        data-testid="person-location-none"
        disabled={location === null}
        onClick={() => set(() => ({ location: null }))}
      >
        None of its own
      </Button>
    </fieldset>
  );
}
