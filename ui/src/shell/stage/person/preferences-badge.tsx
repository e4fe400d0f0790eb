/** On a screen's head: how its person differs from the usual. */
import type { Device } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";
import { preferencesText } from "./preferences";

export function PreferencesBadge({ device: { id, preferences } }: { device: Device }) {
  const text = visibleText(preferencesText(preferences));
  if (!text) return null;
  return (
    <span
      data-testid="screen-preferences"
      data-screen={id}
      title={`Its person: ${text}`}
      className="min-w-6 shrink-[9] truncate rounded-sm border border-default px-1 text-default"
    >
      {text}
    </span>
  );
}
