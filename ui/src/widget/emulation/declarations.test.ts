/** What an author's declarations ask of the device, and what they ask of instead. */
import { expect, test } from "vitest";
import { deviceProperties, forDevice } from "./declarations";
import { PHONE } from "./testing";

test.each([
  ["padding: env(safe-area-inset-top);", "padding: var(--greenroom-safe-area-inset-top);"],
  [
    "padding: env(safe-area-inset-top) calc(1px + env( safe-area-inset-left , 4px));",
    "padding: var(--greenroom-safe-area-inset-top) calc(1px + var(--greenroom-safe-area-inset-left , 4px));",
  ],
  [
    "--low: ENV(safe-area-inset-bottom, env(safe-area-inset-right))",
    "--low: var(--greenroom-safe-area-inset-bottom, var(--greenroom-safe-area-inset-right))",
  ],
  ["color-scheme: light dark;", "color-scheme: var(--greenroom-color-scheme, light dark);"],
  [
    "color: red; color-scheme: dark light",
    "color: red; color-scheme: var(--greenroom-color-scheme, light dark)",
  ],
  [
    "color-scheme: light dark !important;",
    "color-scheme: var(--greenroom-color-scheme, light dark) !important;",
  ],
])("%s becomes %s", (author, expected) => {
  expect(forDevice(author)).toBe(expected);
});

test.each([
  "color-scheme: dark;",
  "color-scheme: light;",
  "--my-color-scheme: light dark",
  "padding: env(titlebar-area-height)",
  "padding: var(--safe-area-inset-top)",
  "margin: 0",
])("%s stays", (author) => {
  expect(forDevice(author)).toBe(author);
});

test("the root has what is asked for instead", () => {
  expect(deviceProperties(PHONE)).toBe(
    ":root{--greenroom-safe-area-inset-top:0px;--greenroom-safe-area-inset-right:0px;--greenroom-safe-area-inset-bottom:34px;" +
      "--greenroom-safe-area-inset-left:0px;--greenroom-color-scheme:dark}",
  );
});
