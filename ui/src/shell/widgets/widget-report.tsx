/** One widget as it is on one screen: what is its own first, then the long lists of what it was told. */
import type { ReactNode } from "react";
import type { Handshake, WidgetReport } from "../../bindings";
import { JsonTree } from "../../parts/json-tree";
import { visibleText } from "../../parts/visible-text";
import { Facts } from "../facts";
import { Section } from "../page";
import { AppTools } from "./app-tools";
import { WidgetLogs } from "./widget-logs";

const HANDSHAKES: Record<Handshake, string> = {
  none: "Not begun: it has not sent ui/initialize, which a widget that only uses window.openai need not",
  introduced: "Half done: ui/initialize was answered, ui/notifications/initialized has not come",
  complete: "Complete",
};

export function WidgetReportView({ report }: { report: WidgetReport }) {
  const { introduction, findings, globals, hostContext, state, modelContext } = report;
  return (
    <>
      <Facts facts={factsOf(report)} />
      {findings.length > 0 ? (
        <p className="text-xs text-secondary">What it did against the rules is listed above.</p>
      ) : (
        <p className="text-xs text-secondary" data-testid="widget-no-findings">
          It has broken no rule so far.
        </p>
      )}
      <Part title="Widget state" value={state}>
        It has stored none.
      </Part>
      <Part title="Model context" value={modelContext}>
        It has provided none with ui/update-model-context.
      </Part>
      <WidgetLogs logs={report.logs} />
      <Part title="Capabilities of the app" value={introduction?.capabilities}>
        It has not introduced itself.
      </Part>
      <AppTools report={report} />
      <Part title="window.openai" value={globals}>
        Its document has not been loaded yet.
      </Part>
      <Part title="Host context" value={hostContext}>
        Told in the answer to ui/initialize, which has not come.
      </Part>
    </>
  );
}

function factsOf(report: WidgetReport): [string, string][] {
  const { handshake, introduction, mode, height, instance } = report;
  const facts: [string, string][] = [["Handshake", HANDSHAKES[handshake]]];
  if (introduction) {
    facts.push(
      ["App", visibleText(nameOf(introduction.info))],
      ["Protocol", visibleText(String(introduction.protocolVersion ?? "none named"))],
    );
  }
  return [
    ...facts,
    ["Display mode", mode],
    ["Height", height === null ? "Not known yet" : `${Math.round(height)} px`],
    ["Instance", instance],
  ];
}

function nameOf(info: unknown): string {
  const { name, version } = (typeof info === "object" && info !== null ? info : {}) as Record<
    string,
    unknown
  >;
  return [name, version].filter((part) => typeof part === "string").join(" ") || "does not say";
}

/** A value, or why there is none. */
function Part({ title, value, children }: { title: string; value: unknown; children: ReactNode }) {
  return (
    <Section title={title}>
      {value === null || value === undefined ? (
        <p className="text-sm text-tertiary">{children}</p>
      ) : (
        <JsonTree value={value} label={title} />
      )}
    </Section>
  );
}
