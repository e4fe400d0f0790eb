/** The colours of the shell as its style sheets say them, theme by theme. */
import primitive from "../../node_modules/@openai/apps-sdk-ui/dist/es/styles/variables-primitive.css?raw";
import semantic from "../../node_modules/@openai/apps-sdk-ui/dist/es/styles/variables-semantic.css?raw";
import type { Theme } from "../bindings";
import { type Colour, ofHex } from "../parts/testing-contrast";
import own from "./shell.css?raw";

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
  return ofHex(value);
}
