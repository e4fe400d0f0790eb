/**
 * Tells the page around it which colour scheme this document uses. An iframe of another scheme than its document
 * is given an opaque ground by the engine, white under a widget that says nothing of schemes; but the thread is
 * to shine through. The document itself is left as its author made it.
 */
import { NativeMutationObserver, observeChanges, on, styleOf } from "./originals";

export function observeColorScheme(report: (scheme: string) => void): void {
  let reported = "normal";
  const look = () => {
    const scheme = usedScheme();
    if (scheme === reported) return;
    reported = scheme;
    report(scheme);
  };
  on(document, "load", look, { capture: true });
  on(window, "load", look);
  on(document, "DOMContentLoaded", () => {
    // A theme is set by an attribute of the root, or by a style sheet that is added.
    const changes = new NativeMutationObserver(look);
    observeChanges(changes, document.documentElement, { attributes: true });
    observeChanges(changes, document.head, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    look();
  });
}

function usedScheme(): string {
  const own = styleOf(document.documentElement).colorScheme;
  if (own && own !== "normal") return own;
  return document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]')?.content || "normal";
}
