/** The permission levels and the ways of widgets' calls, as they are called here. */
import type { LevelFact, PermissionLevel, WidgetCalls } from "../../../bindings";

/** Short enough for the head of a narrow column. */
export const SHORT_TITLES: Record<PermissionLevel, string> = {
  alwaysAsk: "Always ask",
  allowReads: "Allow reads",
  allowLowRisk: "Low risk",
  allowAll: "Allow all",
  classic: "Classic",
};

export const WIDGET_CALLS: readonly (readonly [WidgetCalls, string])[] = [
  ["sameRule", "Same rule as the model’s"],
  ["alwaysAsk", "Always ask"],
  ["neverAsk", "Never ask"],
];

export function levelTitle(level: PermissionLevel, facts: LevelFact[]): string {
  return facts.find((fact) => fact.level === level)?.title ?? SHORT_TITLES[level];
}

export function widgetCallsTitle(wanted: WidgetCalls): string {
  return WIDGET_CALLS.find(([one]) => one === wanted)?.[1] ?? wanted;
}
