/** Asks before a widget's link is opened outside. The whole address is shown, as text and never as a link. */
import { useEffect, useId, useRef, useState } from "react";
import type { LinkPrompt } from "../bindings";
import { visibleText } from "../parts/visible-text";
import { useHost } from "./host";

const COPY_LABELS = { idle: "Copy link", copied: "Copied", refused: "Press Ctrl+C to copy" };

export function LinkDialog({ link }: { link: LinkPrompt }) {
  const { send } = useHost();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const address = useRef<HTMLParagraphElement>(null);
  const [copy, setCopy] = useState<keyof typeof COPY_LABELS>("idle");
  const answer = (open: boolean) => send({ kind: "link", link: link.id, open });

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const refused = () => {
    if (address.current) getSelection()?.selectAllChildren(address.current);
    setCopy("refused");
  };
  const copyLink = () => {
    // Absent where the engine does not count this page as secure.
    if (navigator.clipboard) navigator.clipboard.writeText(link.url).then(() => setCopy("copied"), refused);
    else refused();
  };
  return (
    <dialog
      ref={dialog}
      className="link-dialog"
      data-testid="link-dialog"
      aria-labelledby={title}
      onCancel={() => answer(false)}
    >
      <h2 id={title}>External site</h2>
      <p>{visibleText(link.appName)} wants to open this link outside of the conversation:</p>
      <p className="link-address" ref={address} data-testid="link-address">
        {visibleText(link.url)}
      </p>
      <div className="link-choices">
        <button type="button" className="button" data-testid="link-cancel" onClick={() => answer(false)}>
          Cancel
        </button>
        <button type="button" className="button" data-testid="link-copy" onClick={copyLink}>
          {COPY_LABELS[copy]}
        </button>
        <button
          type="button"
          className="button"
          data-testid="link-open"
          data-choice="allow_once"
          onClick={() => answer(true)}
        >
          Open link
        </button>
      </div>
    </dialog>
  );
}
