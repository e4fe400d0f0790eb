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

/** Who listens for which keys now, oldest first. */
const listeners: { keys: string }[] = [];

/**
 * Calls the handler when the keys are pressed anywhere in the page: `Escape`, `Ctrl+Enter`, `Ctrl+r`, `Shift+F6`.
 * Command stands for Ctrl on a Mac, and Shift is said of keys that write nothing. A key that something else has dealt with is left alone. Where several listen for the
 * same keys, the one that came last has them: Esc closes what was opened last.
 */
export function useKey(keys: string, handler: () => void): void {
  const handle = useEffectEvent(handler);
  useEffect(() => {
    const own = { keys };
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || keysOf(event) !== keys) return;
      if (listeners.findLast((one) => one.keys === keys) !== own) return;
      event.preventDefault();
      handle();
    };
    listeners.push(own);
    window.addEventListener("keydown", pressed);
    return () => {
      listeners.splice(listeners.indexOf(own), 1);
      window.removeEventListener("keydown", pressed);
    };
  }, [keys]);
}

function keysOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return `${control}${event.altKey ? "Alt+" : ""}${shift}${event.key}`;
}
