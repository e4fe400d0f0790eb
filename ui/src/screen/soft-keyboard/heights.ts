/** How high the keyboard of a device is. */
import type { Device } from "../../bindings";

/**
 * In CSS pixels, with the bar above the keys and the device's own room below them. Chosen, after the usual ones: those of an
 * iPhone with a home indicator (iOS 18), of Gboard on a Pixel, and of an iPad of 11 inches. Languages, suggestions and the
 * person's settings change all of them.
 */
const HEIGHTS = {
  iPhone: { portrait: 336, landscape: 209 },
  android: { portrait: 300, landscape: 209 },
  tablet: { portrait: 400, landscape: 400 },
};

/** The shorter side of tablets; phones are narrower. */
const TABLET = 600;
/** A keyboard leaves this much of a screen that is very low. */
const LEAST_LEFT = 0.4;

/** Nothing for a device with keys of its own. */
export function keyboardHeight({ form, touch, platform, orientation, width, height }: Device): number | null {
  if (form === "desktop" || !touch) return null;
  const isTablet = Math.min(width, height) >= TABLET;
  const kind = isTablet ? "tablet" : platform === "iPhone" ? "iPhone" : "android";
  return Math.min(HEIGHTS[kind][orientation], Math.round(height * (1 - LEAST_LEFT)));
}
