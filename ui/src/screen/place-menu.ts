/** Where a menu stands: at its button, whole, wherever that is on the screen. */
import { boxOf, screenSize } from "./device-lengths";

/** In CSS pixels. */
const MARGIN = 8;
const GAP = 4;

export type Edge = "left" | "right";

/**
 * Below what it belongs to, or above it where below is no room, with these edges of both in a line. Fixed, so that nothing
 * that scrolls cuts it off.
 */
export function placeMenu(menu: HTMLElement, anchor: HTMLElement, edge: Edge): void {
  const { style } = menu;
  style.maxHeight = "";
  const { top, bottom, left, right } = boxOf(anchor);
  const screen = screenSize();
  const above = top - GAP - MARGIN - inset("top");
  const below = screen.height - bottom - GAP - MARGIN - inset("bottom");
  const isBelow = menu.offsetHeight <= below || below >= above;
  const height = Math.min(menu.offsetHeight, Math.max(isBelow ? below : above, 0));
  const wanted = edge === "left" ? left : right - menu.offsetWidth;
  const rightmost = screen.width - MARGIN - menu.offsetWidth;
  style.maxHeight = `${height}px`;
  style.left = `${Math.max(Math.min(wanted, rightmost), MARGIN)}px`;
  style.top = `${isBelow ? bottom + GAP : top - GAP - height}px`;
}

/** What the device covers at a side, or its keyboard. */
function inset(side: "top" | "bottom"): number {
  const style = getComputedStyle(document.documentElement);
  const length = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0;
  return side === "top"
    ? length("--safe-top")
    : Math.max(length("--safe-bottom"), length("--keyboard-height"));
}
