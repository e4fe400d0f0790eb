/**
 * Senses what the person does in the document: clicks, touches, keys. ChatGPT does some things only shortly after
 * one. What a script dispatches is none.
 */
import { isActivated, now, on } from "./originals";

const KINDS = ["pointerdown", "pointerup", "mousedown", "touchend", "keydown", "click"] as const;
/** One click is several events within this time. */
const ONE_GESTURE = 100;

export type Gestures = ReturnType<typeof senseGestures>;

/** `lasts` is for how many milliseconds a gesture counts; each is reported. */
export function senseGestures(lasts: number, report: () => void) {
  let last: number | null = null;

  function sense(event: Event): void {
    // Escape and the keys that modify others are events of the person's, but no gestures.
    if (!event.isTrusted || !isActivated()) return;
    const isNew = last === null || now() - last > ONE_GESTURE;
    last = now();
    if (isNew) report();
  }

  function attach(): void {
    for (let index = 0; index < KINDS.length; index += 1) {
      on(window, KINDS[index] as string, sense, { capture: true, passive: true });
    }
  }

  const isRecent = (): boolean => last !== null && now() - last < lasts;
  return { attach, isRecent };
}
