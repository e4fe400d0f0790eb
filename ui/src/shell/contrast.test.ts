/** What is written in the shell can be read in both themes: level AA of WCAG 2.2, for small letters. */
import { expect, test } from "vitest";
import type { Theme } from "../bindings";
import { type Colour, contrast, over } from "../parts/testing-contrast";
import { colourOf, tokensOf } from "./testing-tokens";

const LETTERS = 4.5;
/** Of what shows where the focus is. */
const MARKS = 3;

const GROUNDS = ["surface", "surface-secondary", "surface-tertiary"];
const TEXTS = ["text", "text-secondary", "text-tertiary"];
const HUES = ["danger", "warning", "success", "info"];
/** Seen on a ground of its own alone. */
const ALL_HUES = [...HUES, "discovery"];

type Pair = { letters: string; on: string; colour: Colour; ground: Colour };

function pairsOf(theme: Theme): Pair[] {
  const tokens = tokensOf(theme);
  const colour = (name: string) => colourOf(`--color-${name}`, tokens);
  const onPlain = GROUNDS.flatMap((on) =>
    [...TEXTS, ...HUES.map((hue) => `text-${hue}`)].map((letters) => ({
      letters,
      on,
      colour: colour(letters),
      ground: colour(on),
    })),
  );
  /** A ground that lets what is below it show. */
  const onTinted = (tint: string, letters: string[]) =>
    GROUNDS.slice(0, 2).flatMap((below) =>
      letters.map((name) => ({
        letters: name,
        on: `${tint} on ${below}`,
        colour: colour(name),
        ground: over(colour(tint), colour(below)),
      })),
    );
  return [
    ...onPlain,
    ...HUES.flatMap((hue) => onTinted(`background-${hue}-surface`, [`text-${hue}`])),
    ...ALL_HUES.flatMap((hue) => [
      ...onTinted(`background-${hue}-surface`, [...TEXTS, `text-${hue}-surface`]),
      ...onTinted(`background-${hue}-soft-alpha`, [`text-${hue}-soft`]),
    ]),
    ...onTinted("background-secondary-soft-alpha", ["text-secondary-soft"]),
  ];
}

const told = ({ letters, on, colour, ground }: Pair) =>
  `${letters} on ${on}: ${contrast(colour, ground).toFixed(2)}`;

test.each<Theme>(["light", "dark"])(
  "the letters of the %s theme stand out from what is beneath them",
  (theme) => {
    const faint = pairsOf(theme).filter(({ colour, ground }) => contrast(colour, ground) < LETTERS);
    expect(faint.map(told)).toEqual([]);
  },
);

test.each<Theme>(["light", "dark"])("the focus is seen in the %s theme", (theme) => {
  const tokens = tokensOf(theme);
  const ring = colourOf("--color-ring", tokens);
  const faint = GROUNDS.filter((on) => contrast(ring, colourOf(`--color-${on}`, tokens)) < MARKS);
  expect(faint).toEqual([]);
});
