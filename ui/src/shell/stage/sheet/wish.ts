/** What is wanted on a contact sheet: at first what is shown, and then what was chosen last. */
import type { SheetPlan, SheetWish, Stage } from "../../../bindings";

export function firstWish({ screens, theme }: Stage): SheetWish {
  const devices = screens.filter((screen) => screen.shown).map(({ device }) => device);
  const themes = devices.map(({ preferences }) => preferences.theme ?? theme);
  const locales = devices.map(({ preferences }) => preferences.locale ?? "");
  return {
    devices: different(devices.map(({ preset }) => preset)),
    themes: themes.length > 0 ? different(themes) : [theme],
    modes: ["inline"],
    locales: different(locales.filter((locale) => locale !== "")),
    of: "screen",
    framed: false,
    density: null,
  };
}

/** With the other one of it, at the place that it has among all. */
export function toggled<T>(chosen: readonly T[], one: T, all: readonly T[]): T[] {
  const isChosen = chosen.includes(one);
  return all.filter((other) => (other === one ? !isChosen : chosen.includes(other)));
}

/** Tags of languages with commas or blanks between them. */
export function readLocales(text: string): string[] {
  return different(text.split(/[\s,;]+/).filter((tag) => tag !== ""));
}

export function countText(pictures: number): string {
  return pictures === 1 ? "1 picture" : `${pictures} pictures`;
}

/** What the person should know of the sheet before it is made. */
export function planNotes({ withoutPip, tool, locale }: SheetPlan, { locales }: SheetWish): string[] {
  const notes: string[] = [];
  if (withoutPip.length > 0)
    notes.push(
      `Without picture in picture on ${listed(withoutPip)}: phones show widgets inline or in fullscreen.`,
    );
  if (locales.length > 0) {
    const told = locale === null ? "was told of none" : `was told ${locale}`;
    notes.push(
      `Widgets are told the language of their screen. The result is the same in every one: ${tool} ${told} when it was called.`,
    );
  }
  return notes;
}

function listed(names: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}

function different<T>(all: T[]): T[] {
  return [...new Set(all)];
}
