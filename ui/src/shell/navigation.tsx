/** Going from view to view, and what was typed in each of them, which survives leaving and coming back. */
import { createContext, type ReactNode, useContext, useState } from "react";
import { goTo, type Place, start, type Tab, type View } from "./view";

type Navigation = {
  place: Place;
  go: (view: View) => void;
  openTab: (tab: Tab) => void;
  kept: ReadonlyMap<string, unknown>;
  keep: (key: string, value: unknown) => void;
};

const Context = createContext<Navigation | null>(null);

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState(start);
  const [kept, setKept] = useState<ReadonlyMap<string, unknown>>(new Map());
  const navigation = {
    place,
    go: (view: View) => setPlace((from) => goTo(from, view)),
    openTab: (tab: Tab) => setPlace((from) => ({ ...from, tab })),
    kept,
    keep: (key: string, value: unknown) => setKept((before) => new Map(before).set(key, value)),
  };
  return <Context.Provider value={navigation}>{children}</Context.Provider>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("useNavigation needs a NavigationProvider above it.");
  return navigation;
}

/** Like `useState`, but what was typed under this key is still there after leaving the view. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const { kept, keep } = useNavigation();
  const value = kept.get(key);
  const current = value === undefined ? initial : (value as T);
  return [current, (next) => keep(key, next), () => keep(key, undefined)];
}
