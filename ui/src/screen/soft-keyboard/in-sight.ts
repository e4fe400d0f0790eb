/** Keeps the field that is typed into above the keyboard, as phones do. */
import { boxOf, screenSize } from "../device-lengths";
import type { FramedField } from "./framed-field";

/** In CSS pixels, around the field. */
const ROOM = 16;

/**
 * Scrolls what the widget stands in, if that hides the field. Returns how far a frame over the whole screen has to move up
 * instead; it stands `offset` px higher than it would by itself.
 */
export function bringIntoSight({ iframe, top, bottom }: FramedField, offset: number, most: number): number {
  const frame = boxOf(iframe);
  const start = frame.top + within(top, frame.height) - ROOM;
  const end = frame.top + within(bottom, frame.height) + ROOM;
  if (iframe.closest('[data-mode="fullscreen"]')) {
    const pill = document.querySelector(".composer-pill");
    const edge = pill ? boxOf(pill).top : screenSize().height;
    return within(end + offset - edge, most);
  }
  const area = iframe.closest(".modal-clip, .transcript");
  if (!area) return 0;
  const sight = boxOf(area);
  // Of a field that is higher than what is left, the top is in sight.
  if (start < sight.top) area.scrollTop -= sight.top - start;
  else if (end > sight.bottom) area.scrollTop += Math.min(end - sight.bottom, start - sight.top);
  return 0;
}

function within(length: number, most: number): number {
  return Math.max(0, Math.min(length, most));
}

/** How much of a frame the keyboard covers. */
export function overlap(iframe: HTMLIFrameElement, keyboard: number, offset: number): number {
  const { bottom, height } = boxOf(iframe);
  return within(bottom + offset - (screenSize().height - keyboard), height);
}
