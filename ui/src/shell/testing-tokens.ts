/** The colours of the shell as its style sheets say them, theme by theme, and how far two of them are apart. */
import primitive from "../../node_modules/@openai/apps-sdk-ui/dist/es/styles/variables-primitive.css?raw";
import semantic from "../../node_modules/@openai/apps-sdk-ui/dist/es/styles/variables-semantic.css?raw";
import type { Theme } from "../bindings";
import own from "./shell.css?raw";

/** Red, green and blue from 0 to 255, and how opaque it is from 0 to 1. */
export type Colour = [red: number, green: number, blue: number, alpha: number];

const BLOCK = /([^{}]+)\{([^{}]*)\}/g;
const DECLARATION = /(--[\w-]+):\s*([^;]+);?/g;

/** What is declared for a theme, or for both; the later sheet counts, and in it the more particular block, which is later. */
export function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const other = theme === "light" ? "dark" : "light";
  const blocks = [primitive, semantic, own].flatMap((sheet) => [...sheet.matchAll(BLOCK)]);
  const fitting = blocks.filter(([, selector = ""]) => {
    const themes = selector.match(/data-theme="(\w+)"/g) ?? [];
    return themes.length === 0 || themes.some((one) => !one.includes(other));
  });
  const declarations = fitting.flatMap(([, , body = ""]) => [...body.matchAll(DECLARATION)]);
  return new Map(declarations.map(([, name = "", value = ""]) => [name, value.trim()]));
}

export function colourOf(name: string, tokens: ReadonlyMap<string, string>): Colour {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`${name} is not declared.`);
  return read(value, tokens);
}

function read(value: string, tokens: ReadonlyMap<string, string>): Colour {
  const named = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (named) return colourOf(named, tokens);
  const [, mixed, share] = /^color-mix\(in oklab, (.+) ([\d.]+)%, transparent\)$/.exec(value) ?? [];
  if (mixed && share) {
    const [red, green, blue, alpha] = read(mixed, tokens);
    return [red, green, blue, (alpha * Number(share)) / 100];
  }
  const [, hex] = /^#([\da-f]{6})$/i.exec(value) ?? [];
  if (!hex) throw new Error(`“${value}” is no colour that is understood here.`);
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(0), part(2), part(4), 1];
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
