/** Where a menu stands: at its button, whole, wherever that is on the screen. */

/** In CSS pixels. */
const MARGIN = 8;
const GAP = 4;

/**
 * Below what it belongs to, or above it where below is no room, with their right edges in a line. Fixed, so that nothing
 * that scrolls cuts it off.
 */
export function placeMenu(menu: HTMLElement, anchor: HTMLElement): void {
  const { style } = menu;
  style.maxHeight = "";
  const { top, bottom, right } = anchor.getBoundingClientRect();
  const above = top - GAP - MARGIN - inset("top");
  const below = innerHeight - bottom - GAP - MARGIN - inset("bottom");
  const isBelow = menu.offsetHeight <= below || below >= above;
  const height = Math.min(menu.offsetHeight, Math.max(isBelow ? below : above, 0));
  const left = Math.min(right, innerWidth - MARGIN) - menu.offsetWidth;
  style.maxHeight = `${height}px`;
  style.left = `${Math.max(left, MARGIN)}px`;
  style.top = `${isBelow ? bottom + GAP : top - GAP - height}px`;
}

/** What the device covers at a side. */
function inset(side: "top" | "bottom"): number {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--safe-${side}`);
  return Number.parseFloat(value) || 0;
}
