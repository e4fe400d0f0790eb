/** Which content security policy the widgets of a connector get, and what each of the choices is. */
import { useBackend } from "../../backend";
import type { Connector, CspMode } from "../../bindings";
import { Choice } from "../../parts/choice";
import { visibleText } from "../../parts/visible-text";
import { useReporting } from "../problems";
import { useTemplatePolicies } from "../queries";
import { MODES, meaningOf } from "./modes";

const OPTIONS = MODES.map(({ mode, label }) => ({ value: mode, label }));

export function ModeSwitch({ connector }: { connector: Connector }) {
  const backend = useBackend();
  const report = useReporting();
  const policies = useTemplatePolicies(connector.id).data ?? [];
  const meaning = meaningOf(connector.csp, policies);
  return (
    <div className="flex flex-col gap-1.5 text-xs">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <label htmlFor="csp-mode" className="text-sm font-medium">
          Mode
        </label>
        <Choice
          id="csp-mode"
          testId="csp-mode"
          className="min-w-0 flex-1 basis-52"
          value={connector.csp}
          options={OPTIONS}
          onChange={(mode) => report(backend.setCspMode(connector.id, mode as CspMode))}
        />
      </div>
      {meaning ? <p data-testid="csp-mode-meaning">{meaning}</p> : null}
      <p className="text-secondary">
        For every widget of {visibleText(connector.name)}. Those that are shown are loaded anew.
      </p>
      {meaning ? (
        <details>
          <summary className="cursor-pointer text-secondary" data-testid="csp-modes">
            What each mode is
          </summary>
          <dl className="mt-1.5 flex flex-col gap-1.5">
            {MODES.map(({ mode, label }) => (
              <div key={mode}>
                <dt className="font-medium">{label}</dt>
                <dd className="text-secondary">{meaningOf(mode, policies)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  );
}
