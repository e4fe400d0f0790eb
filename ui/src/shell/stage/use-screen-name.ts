/** What a screen is called; one that is no longer there goes by its id. */
import { visibleText } from "../../parts/visible-text";
import { useStage } from "../queries";
import { screenNames } from "./arrangement";

export type NameOf = (screen: string) => string;

export function useScreenName(): NameOf {
  const names = screenNames(useStage().data?.screens ?? []);
  return (screen) => visibleText(names.get(screen) ?? screen);
}
