/** Every text of the screens can be read: WCAG 2.2 AA, 4.5 to 1 for text, 3 to 1 for icons, edges and the focus ring. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const TEXT = 4.5;
const SHAPE = 3;

/** The token or colour in front, the one behind it, and what lies behind that where it is seen through. */
const PAIRS: [front: string, behind: string, least: number, under?: string][] = [
  ["--text", "--page", TEXT],
  ["--text", "--composer", TEXT],
  ["--text", "--elevated", TEXT],
  ["--text", "--code", TEXT],
  ["--text", "--bubble", TEXT, "--page"],
  ["--text", "--sidebar-chosen", TEXT],
  ["--text", "--hover", TEXT, "--elevated"],
  ["--text", "--danger-surface", TEXT, "--page"],
  ["--text-secondary", "--page", TEXT],
  ["--text-secondary", "--composer", TEXT],
  ["--text-secondary", "--elevated", TEXT],
  ["--text-secondary", "--code", TEXT],
  ["--text-secondary", "--hover", TEXT, "--elevated"],
  ["--text-secondary", "--danger-surface", TEXT, "--page"],
  ["--page", "--text", TEXT],
  ["--shimmer", "--page", TEXT],
  ["--text", "--keyboard", TEXT],
  ["--text", "--keyboard-key", TEXT],
  ["--mention-text", "--mention", TEXT],
  ["--danger", "--elevated", TEXT],
  ["--danger", "--danger-surface", SHAPE, "--elevated"],
  ["--text", "--danger-surface", TEXT, "--elevated"],
  ["--text-tertiary", "--page", SHAPE],
  ["--text-tertiary", "--elevated", SHAPE],
  ["--ring", "--page", SHAPE],
  ["--ring", "--composer", SHAPE],
  ["--ring", "--elevated", SHAPE],
];

const css = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/** The tokens of a theme: those of the other one stand above it and hold where it says nothing. */
function tokens(theme: "light" | "dark"): Map<string, string> {
  const [light = "", dark = ""] = css("tokens.css").split(':root[data-theme="dark"]');
  const declared = `${light}${theme === "dark" ? dark : ""}`.matchAll(/(--[\w-]+):\s*(#[0-9a-f]+);/g);
  return new Map([...declared].map(([, name = "", value = ""]) => [name, value]));
}

type Colour = { red: number; green: number; blue: number; alpha: number };

function colour(hex: string): Colour {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2) || "ff", 16);
  return { red: part(1), green: part(3), blue: part(5), alpha: part(7) / 255 };
}

function over(front: Colour, behind: Colour): Colour {
  const mix = (one: number, other: number) => one * front.alpha + other * (1 - front.alpha);
  return {
    red: mix(front.red, behind.red),
    green: mix(front.green, behind.green),
    blue: mix(front.blue, behind.blue),
    alpha: 1,
  };
}

function luminance({ red, green, blue }: Colour): number {
  const linear = (part: number) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(one: Colour, other: Colour): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

test.each(["light", "dark"] as const)("texts, icons and rings stand out in the %s theme", (theme) => {
  const all = tokens(theme);
  const named = (token: string) => colour(all.get(token) ?? "");
  const pale = PAIRS.flatMap(([front, behind, least, under]) => {
    const ground = under ? over(named(behind), named(under)) : named(behind);
    const found = contrast(named(front), ground);
    return found >= least ? [] : [`${front} on ${behind}: ${found.toFixed(2)}, not ${least}`];
  });
  expect(pale).toEqual([]);
});

test("initials stand out on the colours of apps, and the X on its circle", () => {
  const grounds = [...css("transcript.css").matchAll(/background: (#[0-9a-f]{6});/g)].map(
    ([, hex = ""]) => hex,
  );
  const circles = [...css("widget.css").matchAll(/background: (#[0-9a-f]{6});/g)].map(([, hex = ""]) => hex);
  expect([grounds.length, circles.length]).toEqual([6, 2]);
  const pale = [...grounds, ...circles].filter((hex) => contrast(colour("#ffffff"), colour(hex)) < TEXT);
  expect(pale).toEqual([]);
});
