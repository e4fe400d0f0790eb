/** How far two colours are apart, for the tests that hold the pages to WCAG 2.2. */

/** Red, green and blue from 0 to 255, and how opaque it is from 0 to 1. */
export type Colour = [red: number, green: number, blue: number, alpha: number];

/** Of `#rrggbb` or `#rrggbbaa`. */
export function ofHex(hex: string): Colour {
  if (!/^#([\da-f]{6}|[\da-f]{8})$/i.test(hex))
    throw new Error(`“${hex}” is no colour that is understood here.`);
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2) || "ff", 16);
  return [part(1), part(3), part(5), part(7) / 255];
}

/** What is seen of a colour that lies over an opaque one. */
export function over([red, green, blue, alpha]: Colour, ground: Colour): Colour {
  const seen = (above: number, below: number) => alpha * above + (1 - alpha) * below;
  return [seen(red, ground[0]), seen(green, ground[1]), seen(blue, ground[2]), 1];
}

/** From 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
