/** How much a connector is allowed: a level of its own, or that of the settings. What is chosen holds at once. */
import { useBackend } from "../../../backend";
import type { Connector, ConnectorPermissions, PermissionLevel, WidgetCalls } from "../../../bindings";
import { Choice } from "../../../parts/choice";
import { Labelled } from "../../../parts/labelled";
import { visibleText } from "../../../parts/visible-text";
import { useReporting } from "../../problems";
import { useSettings } from "../../queries";
import { levelTitle, WIDGET_CALLS, widgetCallsTitle } from "./levels";

/** The value of the option that leaves it to the settings. */
const INHERITED = "";

export function PermissionChoices({ connector }: { connector: Connector }) {
  const backend = useBackend();
  const report = useReporting();
  const view = useSettings().data;
  if (!view) return null;
  const { levels, settings, sources } = view;
  const evidence = sources.find(({ setting }) => setting === "approvals.widgetCalls")?.text;
  const own = connector.permissions;
  const fact = levels.find(({ level }) => level === (own.level ?? settings.approvals.level));
  const set = (change: ConnectorPermissions) =>
    report(backend.setPermissions(connector.id, { ...own, ...change }));
  return (
    <div className="flex flex-col gap-3 text-xs">
      <Labelled
        label="Level"
        htmlFor="permission-level"
        notes={
          fact ? (
            <div data-testid="permission-meaning">
              <p>{fact.meaning}</p>
              <p className="text-tertiary">Source: {fact.source}</p>
            </div>
          ) : null
        }
      >
        <Choice
          id="permission-level"
          testId="permission-level"
          value={own.level ?? INHERITED}
          options={[
            inherited(levelTitle(settings.approvals.level, levels)),
            ...levels.map(({ level, title }) => ({ value: level, label: title })),
          ]}
          onChange={(level) => set({ level: level === INHERITED ? null : (level as PermissionLevel) })}
        />
      </Labelled>
      <Labelled
        label="Calls that a widget makes"
        htmlFor="permission-widget-calls"
        notes={evidence ? <p className="text-tertiary">In ChatGPT: {evidence}</p> : null}
      >
        <Choice
          id="permission-widget-calls"
          testId="permission-widget-calls"
          value={own.widgetCalls ?? INHERITED}
          options={[
            inherited(widgetCallsTitle(settings.approvals.widgetCalls)),
            ...WIDGET_CALLS.map(([value, label]) => ({ value, label })),
          ]}
          onChange={(calls) => set({ widgetCalls: calls === INHERITED ? null : (calls as WidgetCalls) })}
        />
      </Labelled>
      <p className="text-secondary">For calls of {visibleText(connector.name)} from now on.</p>
    </div>
  );
}

function inherited(title: string) {
  return { value: INHERITED, label: `As in the settings (${title})` };
}
