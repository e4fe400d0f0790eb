/**
 * Declarations that ask the engine for what is the device's: the safe area and the colour scheme. They ask for properties of
 * ours instead, which follow the device.
 */
import type { EmulatedDevice } from "../../bindings";
import { of, placeInText, sliceText } from "../originals";

const execute = of(RegExp.prototype.exec);
const SCHEME = "--greenroom-color-scheme";
const prefix = "--greenroom-";
const SAFE_AREA = /\benv\(\s*(?=safe-area-inset-(?:top|right|bottom|left)\b)/i;
/** Both, in either order: the engine would choose. */
const BOTH_SCHEMES = /(^|[\s;{])color-scheme\s*:\s*(?=(?:light\s+dark|dark\s+light)\s*(?:!|;|}|$))/i;

/** Cheap, and true of everything that `forDevice` changes. */
export const asksDevice = (text: string): boolean =>
  placeInText(text, "safe-area") >= 0 || placeInText(text, "color-scheme") >= 0;

/** The same text where it asks for neither. */
export function forDevice(author: string): string {
  let result = "";
  let rest = author;
  for (;;) {
    const area = execute(SAFE_AREA, rest);
    if (!area) break;
    // What follows is the rest of the name, and the fallback if there is one.
    result += `${sliceText(rest, 0, area.index)}var(${prefix}`;
    rest = sliceText(rest, area.index + area[0].length);
  }
  const text = result + rest;
  const scheme = execute(BOTH_SCHEMES, text);
  if (!scheme) return text;
  const start = scheme.index + scheme[0].length;
  return `${sliceText(text, 0, start)}var(${SCHEME}, light dark)${sliceText(text, start + "light dark".length)}`;
}

/** The properties that are asked for instead. */
export function deviceProperties({ safeArea, colorScheme }: EmulatedDevice): string {
  const { top, right, bottom, left } = safeArea;
  const inset = (side: string, size: number) => `${prefix}safe-area-inset-${side}:${size}px;`;
  return `:root{${inset("top", top)}${inset("right", right)}${inset("bottom", bottom)}${inset("left", left)}${SCHEME}:${colorScheme}}`;
}
