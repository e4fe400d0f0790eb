/** What an author writes of the device in a media query, and what the engine is given to read. */
import { expect, test } from "vitest";
import type { EmulatedDevice } from "../../bindings";
import { holdsOn } from "./media-features";
import { rewritten } from "./media-queries";
import { PHONE } from "./testing";

const ALWAYS = "(min-width: 0)";
const NEVER = "(max-width: -1px)";

const read = (text: string, device: EmulatedDevice = PHONE) =>
  rewritten(text, (feature) => holdsOn(device, feature));

test.each([
  ["(hover)", NEVER],
  ["(hover: hover)", NEVER],
  ["(HOVER:NONE)", ALWAYS],
  ["(any-hover: hover)", NEVER],
  ["(pointer)", ALWAYS],
  ["(pointer: coarse)", ALWAYS],
  ["( any-pointer :  fine )", NEVER],
  ["(any-pointer: none)", NEVER],
  ["(prefers-color-scheme)", ALWAYS],
  ["(prefers-color-scheme: dark)", ALWAYS],
  ["(prefers-color-scheme: light)", NEVER],
  ["(prefers-reduced-motion)", NEVER],
  ["(prefers-reduced-motion: reduce)", NEVER],
  ["(prefers-reduced-motion: no-preference)", ALWAYS],
  ["(resolution: 3dppx)", ALWAYS],
  ["(resolution)", ALWAYS],
  ["(min-resolution: 288dpi)", ALWAYS],
  ["(min-resolution: 289dpi)", NEVER],
  ["(max-resolution: 113.4dpcm)", ALWAYS],
  ["(min-resolution: 3.1x)", NEVER],
  ["(-webkit-device-pixel-ratio: 3)", ALWAYS],
  ["(-webkit-min-device-pixel-ratio: 1.5)", ALWAYS],
  ["(min--webkit-device-pixel-ratio: 4)", NEVER],
  ["(-webkit-max-device-pixel-ratio: .5)", NEVER],
  ["(device-width: 393px)", ALWAYS],
  ["(max-device-width: 20em)", NEVER],
  ["(min-device-height: 0)", ALWAYS],
  ["(device-aspect-ratio: 393/852)", ALWAYS],
  ["(min-device-aspect-ratio: 1)", NEVER],
  ["(resolution >= 2x)", ALWAYS],
  ["(2x<=resolution)", ALWAYS],
  ["(1x < resolution <= 2.5x)", NEVER],
  ["(400px > device-width)", ALWAYS],
  ["(device-width = 393px)", ALWAYS],
  ["(device-width < 393px)", NEVER],
])("%s on a phone of three pixels to one is %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  "",
  "all",
  "screen and (min-width: 600px)",
  "(width >= 600px)",
  "(orientation: landscape)",
  "(aspect-ratio: 1)",
  "(hover: sometimes)",
  "(min-hover: none)",
  "(device-pixel-ratio: 3)",
  "(resolution: 3)",
  "(min-resolution: calc(2 * 1dppx))",
  "(hover",
  "hover)",
  "(display-mode: browser) and (prefers-contrast: more)",
  "(: hover)",
  "(resolution >= )",
])("%s stays the engine's", (text) => {
  expect(read(text)).toBe(text);
});

test.each([
  ["not all and (hover)", `not all and ${NEVER}`],
  ["only screen and (hover: none) and (max-width: 30em)", `only screen and ${ALWAYS} and (max-width: 30em)`],
  ["print, (hover) , (width > 3px)", `print, ${NEVER} , (width > 3px)`],
  ["not ((hover) or (pointer: fine))", `not (${NEVER} or ${NEVER})`],
  ["(not (hover)) and ((pointer: coarse) and (color))", `(not ${NEVER}) and (${ALWAYS} and (color))`],
  ["SCREEN AND (Hover)", `SCREEN AND ${NEVER}`],
  ["screen /* and (hover) */ and (hover /* none */)", `screen   and ${NEVER}`],
  ["(max-width: calc(1px + 2em)) and (hover)", `(max-width: calc(1px + 2em)) and ${NEVER}`],
])("of %s only the emulated features are replaced", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test("a desktop hovers with a fine pointer, and may want less motion", () => {
  const desktop: EmulatedDevice = {
    ...PHONE,
    colorScheme: "light",
    reducedMotion: true,
    hover: true,
    touchPoints: 0,
    pixelRatio: 4.5,
  };
  const text =
    "(hover) and (pointer: fine) and (prefers-color-scheme: light) and (prefers-reduced-motion) and (resolution: 432dpi)";
  expect(read(text, desktop)).toBe([ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS].join(" and "));
});
