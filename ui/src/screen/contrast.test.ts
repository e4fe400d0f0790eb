/** Every text of the screens can be read: WCAG 2.2 AA, 4.5 to 1 for text, 3 to 1 for icons, edges and the focus ring. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contrast, ofHex, over } from "../parts/testing-contrast";

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

test.each(["light", "dark"] as const)("texts, icons and rings stand out in the %s theme", (theme) => {
  const all = tokens(theme);
  const named = (token: string) => ofHex(all.get(token) ?? "");
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
  const pale = [...grounds, ...circles].filter((hex) => contrast(ofHex("#ffffff"), ofHex(hex)) < TEXT);
  expect(pale).toEqual([]);
});
