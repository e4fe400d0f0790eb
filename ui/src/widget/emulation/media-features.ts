/**
 * What a media feature is on the emulated device.
 *
 * `orientation`, `width`, `height` and `aspect-ratio` are not among them: they are of the viewport, and that of a widget is
 * its frame, on the real device too. Those of the screen (`device-width` and the like) are.
 */
import type { EmulatedDevice } from "../../bindings";
import { lowerCase, of, parseNumber } from "../originals";

const execute = of(RegExp.prototype.exec);
const { abs } = Math;

const PLAIN = /^\s*([-a-z]+)\s*(?::([^:<>=]+))?$/i;
/** `(resolution >= 2x)`, `(2x <= resolution)`, `(1x < resolution <= 3x)`. */
const RANGE = /^([^<>=]+)(<=|>=|<|>|=)([^<>=]+)(?:(<=|>=|<|>)([^<>=]+))?$/;
const NAME = /^\s*(-webkit-)?(min-|max-)?(-webkit-)?([a-z][-a-z]*)\s*$/i;
const NUMBER = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z]*)\s*$/i;
const WORD = /^\s*([-a-z]+)\s*$/;
const RATIO = /^\s*(\d+\.?\d*)\s*\/\s*(\d+\.?\d*)\s*$/;

const VALUES: Record<string, string[]> = {
  __proto__: null as never,
  "prefers-color-scheme": ["light", "dark"],
  "prefers-reduced-motion": ["no-preference", "reduce"],
  hover: ["none", "hover"],
  pointer: ["none", "coarse", "fine"],
};

type Quantity = { is: number; units: Record<string, number> };

/** In pixels; those of fonts are of the first font, which is 16. */
const LENGTHS: Record<string, number> = {
  __proto__: null as never,
  px: 1,
  em: 16,
  rem: 16,
  in: 96,
  pc: 16,
  pt: 96 / 72,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
};
const RESOLUTIONS: Record<string, number> = {
  __proto__: null as never,
  dppx: 1,
  x: 1,
  dpi: 1 / 96,
  dpcm: 2.54 / 96,
};
const RATIOS: Record<string, number> = { __proto__: null as never, "": 1 };

/** What lies nearer together is the same: 4.5 times 96 dots are 432, and back are not quite 4.5. */
const SAME = 0.001;

/** Null for what is not emulated, and for what is written as no engine reads it. */
export function holdsOn(device: EmulatedDevice, feature: string): boolean | null {
  const plain = execute(PLAIN, feature);
  if (plain) return plainHolds(device, plain[1] as string, plain[2]);
  const range = execute(RANGE, feature);
  return range ? rangeHolds(device, range) : null;
}

function plainHolds(device: EmulatedDevice, written: string, value: string | undefined): boolean | null {
  const name = lowerCase(written);
  const choice = choiceOf(device, name);
  if (choice) {
    if (value === undefined) return choice.is !== "none" && choice.is !== "no-preference";
    return choice.holds(lowerCase(value));
  }
  const parts = execute(NAME, name);
  const quantity = parts && quantityOf(device, parts);
  if (!quantity) return null;
  const bound = parts[2];
  if (value === undefined) return bound ? null : quantity.is > 0;
  const other = numberOf(value, quantity);
  if (other === null) return null;
  return compared(quantity.is, bound === "min-" ? ">=" : bound === "max-" ? "<=" : "=", other);
}

function rangeHolds(device: EmulatedDevice, parts: RegExpExecArray): boolean | null {
  const named = (text: string) => {
    const name = execute(NAME, lowerCase(text));
    return name && !name[2] ? quantityOf(device, name) : null;
  };
  const first = parts[1] as string;
  const operator = parts[2] as string;
  const second = parts[3] as string;
  const next = parts[4];
  const start = next ? null : named(first);
  const quantity = start ?? named(second);
  if (!quantity) return null;
  const before = numberOf(start ? second : first, quantity);
  if (before === null) return null;
  if (start) return compared(quantity.is, operator, before);
  const held = compared(before, operator, quantity.is);
  if (!next) return held;
  const after = numberOf(parts[5] as string, quantity);
  return after === null ? null : held && compared(quantity.is, next, after);
}

function choiceOf(device: EmulatedDevice, written: string) {
  const name = written === "any-hover" ? "hover" : written === "any-pointer" ? "pointer" : written;
  const values = VALUES[name];
  if (!values) return null;
  const is = choices(device)[name] as string;
  const holds = (value: string): boolean | null => {
    const word = execute(WORD, value)?.[1];
    for (let index = 0; index < values.length; index += 1) {
      if (word === values[index]) return word === is;
    }
    return null;
  };
  return { is, holds };
}

const choices = (device: EmulatedDevice): Record<string, string> => ({
  "prefers-color-scheme": device.colorScheme,
  "prefers-reduced-motion": device.reducedMotion ? "reduce" : "no-preference",
  hover: device.hover ? "hover" : "none",
  pointer: device.touchPoints > 0 ? "coarse" : "fine",
});

function quantityOf(device: EmulatedDevice, parts: RegExpExecArray): Quantity | null {
  const { width, height } = device.screen;
  const isPrefixed = Boolean(parts[1] ?? parts[3]);
  const name = parts[4];
  if (name === "device-pixel-ratio") return isPrefixed ? { is: device.pixelRatio, units: RATIOS } : null;
  if (isPrefixed) return null;
  if (name === "resolution") return { is: device.pixelRatio, units: RESOLUTIONS };
  if (name === "device-width") return { is: width, units: LENGTHS };
  if (name === "device-height") return { is: height, units: LENGTHS };
  if (name === "device-aspect-ratio") return { is: width / height, units: RATIOS };
  return null;
}

function numberOf(text: string, { units }: Quantity): number | null {
  const ratio = units === RATIOS && execute(RATIO, text);
  if (ratio) return parseNumber(ratio[1] as string) / parseNumber(ratio[2] as string);
  const parts = execute(NUMBER, text);
  if (!parts) return null;
  const number = parseNumber(parts[1] as string);
  const unit = units[lowerCase(parts[2] as string)];
  if (unit === undefined) return number === 0 && units === LENGTHS && !parts[2] ? 0 : null;
  return number * unit;
}

function compared(left: number, operator: string, right: number): boolean {
  if (abs(left - right) < SAME) return operator !== "<" && operator !== ">";
  if (operator === "=") return false;
  return operator[0] === "<" ? left < right : left > right;
}
