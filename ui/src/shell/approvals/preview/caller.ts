/** Whose calls the preview is about, and why they meet what they meet. */
import type { LevelOutcome, VerdictAction, WidgetCalls } from "../../../bindings";

export type Caller = "model" | "widget";

export function actionOf(outcome: LevelOutcome, caller: Caller): VerdictAction {
  return caller === "model" ? outcome.person : outcome.widget;
}

/** The host gives its reason for the model's call; a widget's has the same one where the same rule decides. */
export function reasonOf(outcome: LevelOutcome, caller: Caller, widgetCalls: WidgetCalls): string {
  if (caller === "model") return outcome.reason;
  if (widgetCalls === "alwaysAsk" && outcome.widget === "ask") return "Calls of widgets always ask here.";
  if (widgetCalls === "neverAsk" && outcome.widget === "run") return "Calls of widgets never ask here.";
  return widgetCalls === "sameRule" && outcome.widget === outcome.person ? outcome.reason : "";
}
