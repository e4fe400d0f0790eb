/** Asks before a widget's link is opened outside. The whole address is shown, as text and never as a link. */
import { useRef, useState } from "react";
import type { PromptAnswer } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { PromptDialog } from "./prompt-dialog";

const COPY_LABELS = { idle: "Copy link", copied: "Copied", refused: "Press Ctrl+C to copy" };

type Props = { appName: string; url: string; onAnswer: (answer: PromptAnswer) => void };

export function LinkPrompt({ appName, url, onAnswer }: Props) {
  const address = useRef<HTMLParagraphElement>(null);
  const [copy, setCopy] = useState<keyof typeof COPY_LABELS>("idle");
  const decline = () => onAnswer({ kind: "declined" });

  const refused = () => {
    if (address.current) getSelection()?.selectAllChildren(address.current);
    setCopy("refused");
  };
  const copyLink = () => {
    // Absent where the engine does not count this page as secure.
    if (navigator.clipboard) navigator.clipboard.writeText(url).then(() => setCopy("copied"), refused);
    else refused();
  };
  const choices = (
    <>
      <button type="button" className="button" data-testid="link-cancel" onClick={decline}>
        Cancel
      </button>
      <button type="button" className="button" data-testid="link-copy" onClick={copyLink}>
        {COPY_LABELS[copy]}
      </button>
      <button
        type="button"
        className="button"
        data-testid="link-open"
        data-primary="true"
        onClick={() => onAnswer({ kind: "accepted" })}
      >
        Open link
      </button>
    </>
  );
  return (
    <PromptDialog title="External site" testId="link-dialog" onDecline={decline} choices={choices}>
      <p>{visibleText(appName)} wants to open this link outside of the conversation:</p>
      <p className="link-address" ref={address} data-testid="link-address">
        {visibleText(url)}
      </p>
    </PromptDialog>
  );
}
