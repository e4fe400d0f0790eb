/** Keys: listening for them, and showing which they are. */
import { useEffect, useEffectEvent } from "react";

export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd
      className="ml-1 rounded-xs border border-subtle px-1 font-sans text-2xs leading-4 opacity-60"
      aria-hidden
    >
      {keys}
    </kbd>
  );
}

/**
 * Calls the handler when the keys are pressed anywhere in the page: `Escape`, `Ctrl+Enter`, `Ctrl+r`.
 * Command stands for Ctrl on a Mac. A key that something else has dealt with is left alone.
 */
export function useKey(keys: string, handler: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || keysOf(event) !== keys) return;
    event.preventDefault();
    handler();
  });
  useEffect(() => {
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}

function keysOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return `${control}${event.altKey ? "Alt+" : ""}${event.key}`;
}
