/**
 * The model's turn makes room as long as a prompt or a server's question waits: those have a call that waits for them.
 * It stays as it is under the hands of whoever is in it.
 */
import { type RefObject, useLayoutEffect, useState } from "react";
import { useApprovals, useInquiries } from "../queries";

type Folding = { isFolded: boolean; unfold: () => void };

export function useFolding(box: RefObject<HTMLElement | null>): Folding {
  const approvals = useApprovals().data ?? [];
  const inquiries = useInquiries().data ?? [];
  const isAsked = approvals.length + inquiries.length > 0;
  const [isFolded, setFolded] = useState(false);
  useLayoutEffect(() => {
    setFolded(isAsked && !box.current?.contains(document.activeElement));
  }, [isAsked, box]);
  const unfold = () => {
    // The line that was pressed goes away, and whoever uses keys would be at the start of the page.
    box.current?.focus({ preventScroll: true });
    setFolded(false);
  };
  return { isFolded, unfold };
}
