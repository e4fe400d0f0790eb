/** The screens as a person arranges them: what the host is told, whole, at each change. */
import type { Device, Orientation, Preferences, Preset, Screen, ScreenSetup, Size } from "../../bindings";

/** More are illegible side by side, and each is a process of its own: the host refuses them. */
export const MOST_SCREENS = 8;
/** Of each side of a screen, in CSS pixels. */
export const SHORTEST_SIDE = 240;
export const LONGEST_SIDE = 4096;

export type Arrangement = Required<ScreenSetup>[];

/** A person who has set nothing on their device. */
export const UNSET: Required<Preferences> = {
  theme: null,
  locale: null,
  timeZone: null,
  location: null,
  textSize: null,
  reducedMotion: false,
};

export function arrangementOf(screens: Screen[]): Arrangement {
  return screens.map(({ device: { id, preset, orientation, customSize, preferences } }) => ({
    id,
    preset,
    orientation,
    size: customSize,
    preferences,
  }));
}

/** As another device, in that one's own size, and lying on its side only if it can. */
export function withPreset(arrangement: Arrangement, id: string, preset: Preset): Arrangement {
  return changed(arrangement, id, (screen) => ({
    ...screen,
    preset: preset.id,
    orientation: preset.touch ? screen.orientation : "portrait",
    size: null,
  }));
}

/** As wide and high as it is to be seen; `null` is as the preset. */
export function withSize(arrangement: Arrangement, id: string, seen: Size | null): Arrangement {
  return changed(arrangement, id, (screen) => ({
    ...screen,
    size: seen && upright(seen, screen.orientation),
  }));
}

function upright({ width, height }: Size, orientation: Orientation): Size {
  return orientation === "landscape" ? { width: height, height: width } : { width, height };
}

/** As its person has set it, in part. */
export function withPreferences(
  arrangement: Arrangement,
  id: string,
  partOf: (now: Preferences) => Partial<Preferences>,
): Arrangement {
  return changed(arrangement, id, (screen) => ({
    ...screen,
    preferences: { ...screen.preferences, ...partOf(screen.preferences) },
  }));
}

export function turned(arrangement: Arrangement, id: string): Arrangement {
  return changed(arrangement, id, (screen) => ({
    ...screen,
    orientation: screen.orientation === "landscape" ? "portrait" : "landscape",
  }));
}

/** By so many places to the right. */
export function moved(arrangement: Arrangement, id: string, by: number): Arrangement {
  const from = arrangement.findIndex((screen) => screen.id === id);
  const others = without(arrangement, id);
  return [...others.slice(0, from + by), ...arrangement.slice(from, from + 1), ...others.slice(from + by)];
}

export function without(arrangement: Arrangement, id: string): Arrangement {
  return arrangement.filter((screen) => screen.id !== id);
}

/** With one more at its end: the first of the presets that is not there yet. */
export function withAnother(arrangement: Arrangement, presets: Preset[]): Arrangement {
  const isNew = (preset: Preset) => arrangement.every((screen) => screen.preset !== preset.id);
  const preset = presets.find(isNew) ?? presets[0];
  if (!preset) return arrangement;
  return [
    ...arrangement,
    { id: freshId(arrangement), preset: preset.id, orientation: "portrait", size: null, preferences: UNSET },
  ];
}

function freshId(arrangement: Arrangement): string {
  let number = arrangement.length + 1;
  while (arrangement.some((screen) => screen.id === `screen-${number}`)) number += 1;
  return `screen-${number}`;
}

function changed(
  arrangement: Arrangement,
  id: string,
  change: (screen: Arrangement[number]) => Arrangement[number],
): Arrangement {
  return arrangement.map((screen) => (screen.id === id ? change(screen) : screen));
}

/** `null` where it is no whole number of pixels that a side can have. */
export function readSide(text: string): number | null {
  const side = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  return side >= SHORTEST_SIDE && side <= LONGEST_SIDE ? side : null;
}

/** The name of each screen by its id; a second one of a kind is told apart: `iPhone 15 (2)`. */
export function screenNames(screens: { device: Pick<Device, "id" | "name"> }[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    screens.map(({ device: { id, name } }) => {
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      return [id, number === 1 ? name : `${name} (${number})`];
    }),
  );
}

export type Kind = "Desktops" | "iPhones" | "Android phones" | "Tablets";

/** The list that a person finds it in. */
export function kindOf({ form, userAgent }: Pick<Preset, "form" | "userAgent">): Kind {
  if (form === "desktop") return "Desktops";
  if (userAgent.includes("iPhone")) return "iPhones";
  return userAgent.includes("Android") ? "Android phones" : "Tablets";
}
