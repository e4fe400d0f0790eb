/** A stand-in for the app's icon: its initial on a colour that is always the same for the same name. */
import { visibleText } from "../parts/visible-text";

const COLOURS = 6;

export function AppIcon({ name }: { name: string }) {
  const initial = [...visibleText(name.trim())][0]?.toUpperCase() ?? "?";
  const sum = [...name].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return (
    <span className="app-icon" data-colour={sum % COLOURS} aria-hidden="true">
      {initial}
    </span>
  );
}
