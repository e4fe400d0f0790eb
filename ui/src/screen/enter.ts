/**
 * The person comes to the screen by F6: to where they were, at first to what waits for an answer, or to the conversation.
 * They see where that is.
 */
import { takeFocus, takeFocusAt } from "../parts/take-focus";

const WAITING = "[role=dialog], [data-testid=tool-approval-card]";

export function enter(): void {
  const { activeElement, body } = document;
  const was = activeElement === body ? null : activeElement;
  // Within a widget nobody knows the place better than the widget.
  if (was instanceof HTMLIFrameElement) return;
  const place = was ?? document.querySelector(WAITING) ?? document.querySelector("main");
  if (!(place instanceof HTMLElement)) return;
  // Else nothing changes where it has the focus already.
  place.blur();
  if (!takeFocus(place)) takeFocusAt("start", document);
}
