/** The languages of a contact sheet's screens, typed one after the other. Taken by Enter and on leaving the field. */
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import { visibleText } from "../../../parts/visible-text";
import { readLocales } from "./wish";

type Props = { locales: string[]; onChange: (locales: string[]) => void };

export function LocalesField({ locales, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null) onChange(readLocales(typed));
    setTyped(null);
  };
  return (
    <form
      className="flex items-center gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <label htmlFor="sheet-locales" className="w-20 font-medium">
        Languages
      </label>
      <Input
        id="sheet-locales"
        className="w-48"
        size="2xs"
        autoComplete="off"
        spellCheck={false}
        placeholder="As the window"
        title="Tags of BCP 47, such as de-CH, ar"
        data-testid="sheet-locales"
        value={typed ?? visibleText(locales.join(", "))}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
      />
    </form>
  );
}
