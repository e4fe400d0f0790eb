/** What would alter a verdict, each by itself: changes of the tool, of a setting, or of what is remembered. */
import type { Alternative, AlternativeOf, Verdict, VerdictAction } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

const PLACES: Record<AlternativeOf, string> = {
  tool: "In the tool",
  setting: "In the settings",
  remembered: "In what is remembered",
};

const ACTIONS: Record<VerdictAction, string> = {
  run: "Would run",
  ask: "Would ask",
  refuse: "Would be refused",
};

export function Alternatives({ verdict: { alternatives = [] } }: { verdict: Verdict }) {
  if (alternatives.length === 0) return null;
  const places = (Object.keys(PLACES) as AlternativeOf[])
    .map((place) => ({ place, found: alternatives.filter((one) => one.of === place) }))
    .filter(({ found }) => found.length > 0);
  return (
    <details className="text-xs" data-testid="verdict-alternatives">
      <summary className="w-max cursor-pointer text-secondary">What would alter it</summary>
      <dl className="mt-1 flex flex-col gap-1">
        {places.map(({ place, found }) => (
          <div key={place}>
            <dt className="text-secondary">{PLACES[place]}</dt>
            {outcomes(found).map(([action, changes]) => (
              <dd key={action} className="pl-3 [overflow-wrap:anywhere]">
                {ACTIONS[action]}: {changes.map(visibleText).join(" · ")}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The changes by what they lead to, in the order of the actions. */
function outcomes(found: Alternative[]): [VerdictAction, string[]][] {
  return (Object.keys(ACTIONS) as VerdictAction[])
    .map((action): [VerdictAction, string[]] => [
      action,
      found.filter((one) => one.action === action).map(({ change }) => change),
    ])
    .filter(([, changes]) => changes.length > 0);
}
