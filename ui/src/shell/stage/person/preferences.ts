/** How the person of a screen has set their device: in few words, and what there is to choose from. */
import type { Location, Preferences } from "../../../bindings";

/** In hundredths. Between what iOS and Android go down and up to. */
export const TEXT_SIZES = [85, 100, 115, 130, 150, 175, 200, 250, 310];

/** Of each script and each form of numbers and dates one, and two that are written from right to left. */
const LOCALES = [
  "en-US",
  "en-GB",
  "de-DE",
  "de-CH",
  "fr-FR",
  "es-ES",
  "pt-BR",
  "it-IT",
  "nl-NL",
  "pl-PL",
  "tr-TR",
  "uk-UA",
  "ar",
  "he-IL",
  "hi-IN",
  "th-TH",
  "ja-JP",
  "ko-KR",
  "zh-CN",
];
const RIGHT_TO_LEFT = new Set(["ar", "he-IL"]);

export type Suggested = { value: string; label: string };

export function suggestedLocales(): Suggested[] {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  return LOCALES.map((value) => ({
    value,
    label: `${names.of(value) ?? value}${RIGHT_TO_LEFT.has(value) ? ", right to left" : ""}`,
  }));
}

export function suggestedTimeZones(): Suggested[] {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  return [...new Set(zones)].map((value) => ({ value, label: value.replaceAll("_", " ") }));
}

export const NOWHERE: Required<Location> = {
  city: "",
  region: "",
  country: "",
  latitude: "",
  longitude: "",
};

/** What differs from the usual, in few words: `de-CH · dark`. Empty where nothing does. */
export function preferencesText(preferences: Preferences): string {
  const { theme, locale, timeZone, location, textSize, reducedMotion } = preferences;
  const place = location ? location.city || location.region || location.country || "located" : null;
  const size = textSize === null || textSize === undefined ? null : `${textSize} % text`;
  const motion = reducedMotion ? "less motion" : null;
  return [locale, theme, timeZone, place, size, motion].filter((part) => part).join(" · ");
}
