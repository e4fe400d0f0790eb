/** What of a screen's device is real, what is emulated, and what a widget can notice nevertheless. Folded at first. */
import { EMULATED, type Emulated, NOT_EMULATED, REAL } from "./emulated";

const GROUPS: [string, readonly Emulated[]][] = [
  ["Real", REAL],
  ["Emulated", EMULATED],
  ["Not emulated", NOT_EMULATED],
];

export function EmulatedList() {
  return (
    <details className="shrink-0">
      <summary data-testid="device-emulated" className="w-max cursor-pointer text-secondary">
        What is real, and what is emulated
      </summary>
      <div className="mt-2 grid grid-cols-[repeat(auto-fit,minmax(16rem,1fr))] gap-x-6 gap-y-3">
        {GROUPS.map(([title, traits]) => (
          <section key={title} aria-label={title} className="flex flex-col gap-1">
            <h4 className="font-medium">{title}</h4>
            <dl className="flex flex-col gap-1 [overflow-wrap:anywhere]">
              {traits.map(({ of, how }) => (
                <div key={of}>
                  <dt className="font-medium">{of}</dt>
                  <dd className="text-secondary">{how}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </details>
  );
}
