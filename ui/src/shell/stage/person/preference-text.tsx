/** A preference that is typed. It is set by Enter and on leaving the field; what the host refuses stays to be mended. */
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import type { Preferences } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";
import { PreferenceField } from "./preference-field";
import type { Suggested } from "./preferences";
import { usePreference } from "./use-preference";

type Props = {
  screen: string;
  name: string;
  label: string;
  value: string;
  placeholder: string;
  suggested?: Suggested[];
  className?: string;
  partOf: (text: string, now: Preferences) => Partial<Preferences>;
};

export function PreferenceText(props: Props) {
  const { screen, name, label, value, placeholder, suggested, className = "w-44", partOf } = props;
  const { fault: refusal, set } = usePreference(screen);
  const id = `person-${name}`;
  const [typed, setTyped] = useState<string | null>(null);
  const fault = typed === null ? "" : refusal;
  const commit = async () => {
    if (typed === null) return;
    const text = typed.trim();
    if (text === value || (await set((now) => partOf(text, now))))
      setTyped((now) => (now === typed ? null : now));
  };
  return (
    <PreferenceField name={name} label={label} fault={fault}>
      <form
        className={className}
        onSubmit={(event) => {
          event.preventDefault();
          commit();
        }}
      >
        <Input
          id={id}
          size="md"
          autoComplete="off"
          spellCheck={false}
          data-testid={`person-${name}`}
          list={suggested ? `${id}-suggested` : undefined}
          placeholder={placeholder}
          invalid={fault !== ""}
          aria-invalid={fault !== ""}
          aria-describedby={fault ? `${id}-fault` : undefined}
          value={typed ?? visibleText(value)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
        />
        {suggested ? (
          <datalist id={`${id}-suggested`}>
            {suggested.map((one) => (
              <option key={one.value} value={one.value} label={one.label} />
            ))}
          </datalist>
        ) : null}
      </form>
    </PreferenceField>
  );
}
