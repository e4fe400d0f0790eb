/** A small button that copies a text and says whether it did. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Check, Copy, Error as Failed } from "@openai/apps-sdk-ui/components/Icon";
import { useEffect, useState } from "react";

type Props = { text: () => string; label: string };
type State = "idle" | "copied" | "failed";

export function CopyText({ text, label }: Props) {
  const [state, setState] = useState<State>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const fading = setTimeout(() => setState("idle"), 1500);
    return () => clearTimeout(fading);
  }, [state]);

  const copy = () => {
    navigator.clipboard.writeText(text()).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const said = { idle: label, copied: "Copied", failed: "The clipboard refused it" }[state];
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="2xs"
      uniform
      aria-label={said}
      title={said}
      onClick={copy}
    >
      {state === "copied" ? <Check /> : state === "failed" ? <Failed /> : <Copy />}
    </Button>
  );
}
