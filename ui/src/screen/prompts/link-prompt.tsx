/** Asks before a widget's link is opened outside. The whole address is shown, as text and never as a link. */
import { useRef } from "react";
import type { PromptAnswer } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { CopyButton } from "../copy-button";
import { PromptDialog } from "./prompt-dialog";

type Props = { appName: string; url: string; onAnswer: (answer: PromptAnswer) => void };

export function LinkPrompt({ appName, url, onAnswer }: Props) {
  const address = useRef<HTMLParagraphElement>(null);
  const decline = () => onAnswer({ kind: "declined" });
  const choices = (
    <>
      <button type="button" className="button" data-testid="link-cancel" onClick={decline}>
        Cancel
      </button>
      <CopyButton label="Copy link" text={() => url} shown={() => address.current} testId="link-copy" />
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
