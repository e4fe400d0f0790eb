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
  // Else nothing changes where it has the focus already.
  if (was instanceof HTMLElement) was.blur();
  const place = was ?? document.querySelector(WAITING) ?? document.querySelector("main[tabindex='0']");
  if (!(place instanceof HTMLElement && takeFocus(place))) takeFocusAt("start", document);
}
