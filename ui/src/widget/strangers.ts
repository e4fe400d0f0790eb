/**
 * Keeps what other widgets of the screen post to this window from its scripts. Any frame of a page can reach its
 * siblings; a widget hears its host, itself and the frames that it has made, whoever else is on the screen.
 */
import { on, sourceOf, stop } from "./originals";

const page = window.parent;

export function ignoreStrangers(): void {
  on(
    window,
    "message",
    (event: MessageEvent) => {
      if (event.isTrusted && isStranger(sourceOf(event))) stop(event);
    },
    { capture: true },
  );
}

/** Also nobody: who posted it has gone since, which the page around this window does not. */
function isStranger(source: MessageEventSource | null): boolean {
  if (source === page || source === window) return false;
  let at = source as Window | null;
  while (at && at !== at.parent) {
    at = at.parent;
    if (at === window) return false;
  }
  return true;
}
