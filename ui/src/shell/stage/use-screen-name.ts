/** What a screen is called: one of a contact sheet as such, one that is no longer there by its id. */
import { visibleText } from "../../parts/visible-text";
import { useStage } from "../queries";
import { screenNames } from "./arrangement";

export type NameOf = (screen: string) => string;

/** So begin the ids of screens that are there for one contact sheet. */
const OF_SHEET = "sheet-";

export function useScreenName(): NameOf {
  const names = screenNames(useStage().data?.screens ?? []);
  return (screen) => {
    const name = names.get(screen) ?? (screen.startsWith(OF_SHEET) ? "a contact sheet" : screen);
    return visibleText(name);
  };
}
