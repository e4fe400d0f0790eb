/** Why a tool is suggested, in words. */
import type { WordMatch, WordPlace } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

const PLACES: Record<WordPlace, string> = {
  app: "in the app’s name",
  name: "in its name",
  title: "in its title",
  parameter: "in a parameter",
  description: "in its description",
};

/** `“add”, “cards” in its name, “column” in a parameter` */
export function matchesText(matches: WordMatch[]): string {
  if (matches.length === 0) return "No word in common";
  const places = [...new Set(matches.map(({ place }) => place))];
  return places.map((place) => `${wordsAt(matches, place)} ${PLACES[place]}`).join(", ");
}

function wordsAt(matches: WordMatch[], place: WordPlace): string {
  const words = matches.filter((match) => match.place === place);
  return words.map(({ word }) => `“${visibleText(word)}”`).join(", ");
}
