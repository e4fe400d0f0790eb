/** The view that was last received. The host sends it whole; this page keeps no truth of its own. */
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
      current = view;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
