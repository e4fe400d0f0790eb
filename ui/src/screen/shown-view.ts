/**
 * The view that was last received. The host sends it whole; this page keeps no truth of its own. What is as it was before keeps
 * its identity, so that nothing else is drawn anew, however long the conversation is.
 */
import type { ScreenView } from "../bindings";

export type ShownView = {
  read: () => ScreenView | null;
  show: (view: ScreenView) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createShownView(): ShownView {
  let current: ScreenView | null = null;
  const listeners = new Set<() => void>();
  return {
    read: () => current,
    show: (view) => {
      current = withKept(current, view) as ScreenView;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The new value, made of what the old one has of it. Both are JSON; elements of a list are found by their place. */
function withKept(before: unknown, after: unknown): unknown {
  if (!isComposed(before) || !isComposed(after) || Array.isArray(before) !== Array.isArray(after))
    return after;
  const names = Object.keys(after);
  let isSame = names.length === Object.keys(before).length;
  for (const name of names) {
    const isKnown = Object.hasOwn(before, name);
    if (isKnown) after[name] = withKept(before[name], after[name]);
    isSame &&= isKnown && after[name] === before[name];
  }
  return isSame ? before : after;
}

function isComposed(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
