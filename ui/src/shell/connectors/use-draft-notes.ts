/** What the host says about a draft, asked a moment after the last keystroke. */
import { useEffect, useState } from "react";
import { useBackend } from "../../backend";
import type { ConnectorDraft, DraftNote } from "../../bindings";
import { asSent } from "./draft";

const PAUSE_MS = 200;

export function useDraftNotes(draft: ConnectorDraft): DraftNote[] {
  const backend = useBackend();
  const [notes, setNotes] = useState<DraftNote[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const asking = setTimeout(() => {
      // A draft that cannot be checked is judged when it is sent; its failure is shown then.
      const none = (): DraftNote[] => [];
      backend
        .checkDraft(asSent(draft))
        .catch(none)
        .then((answer) => {
          if (isCurrent) setNotes(answer);
        });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(asking);
    };
  }, [backend, draft]);
  return notes;
}
