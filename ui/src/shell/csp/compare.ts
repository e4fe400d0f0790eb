/** Where two policies differ, directive by directive. */
import type { Directive } from "../../bindings";

/** `left` and `right`: only there. */
export type Side = "both" | "left" | "right";

export type Compared = { name: string; sources: { source: string; side: Side }[]; isSame: boolean };

/** In the order of the left one; what it does not have comes last. */
export function compare(left: Directive[], right: Directive[]): Compared[] {
  const names = new Set([...left, ...right].map(({ name }) => name));
  return [...names].map((name) => {
    const own = sourcesOf(left, name);
    const other = sourcesOf(right, name);
    const sources = [...new Set([...own, ...other])].map((source) => ({
      source,
      side: sideOf(own.includes(source), other.includes(source)),
    }));
    return { name, sources, isSame: sources.every(({ side }) => side === "both") };
  });
}

function sourcesOf(policy: Directive[], name: string): string[] {
  return policy.find((directive) => directive.name === name)?.sources ?? [];
}

function sideOf(isLeft: boolean, isRight: boolean): Side {
  if (isLeft && isRight) return "both";
  return isLeft ? "left" : "right";
}
