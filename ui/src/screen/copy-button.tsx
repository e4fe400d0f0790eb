/** Copies a text. Where the clipboard is out of reach, it selects what is shown, for the person to copy. */
import { useState } from "react";

type Props = { label: string; text: () => string; shown: () => HTMLElement | null; testId: string };

export function CopyButton({ label, text, shown, testId }: Props) {
  const [came, setCame] = useState<"nothing" | "copied" | "refused">("nothing");
  const refused = () => {
    const element = shown();
    if (element) getSelection()?.selectAllChildren(element);
    setCame("refused");
  };
  const copy = () => {
    // Absent where the engine does not count this page as secure.
    if (navigator.clipboard) navigator.clipboard.writeText(text()).then(() => setCame("copied"), refused);
    else refused();
  };
  return (
    <button type="button" className="button" data-testid={testId} onClick={copy}>
      {{ nothing: label, copied: "Copied", refused: "Press Ctrl+C to copy" }[came]}
    </button>
  );
}
