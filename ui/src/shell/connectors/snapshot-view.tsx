/** What is known of a server: its tools, its templates, its instructions, and when they were read. */
import type { Connector, Snapshot, Template } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { moment } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { ApprovalsSection } from "../approvals/preview/approvals-section";
import { PolicySection } from "../csp/policy-section";
import { FindingList } from "../findings";
import { Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { ToolList } from "./tool-list";
import { FOUND_TRANSPORTS } from "./words";

export function SnapshotView({ connector, snapshot }: { connector: Connector; snapshot: Snapshot }) {
  const { tools, templates, findings, instructions } = snapshot;
  return (
    <>
      <p className="text-xs text-secondary" data-testid="snapshot-line">
        {lineOf(snapshot)}
      </p>
      {findings.length > 0 ? <FindingList findings={findings} /> : null}
      <ToolList connectorId={connector.id} tools={tools} templates={templates} />
      <ApprovalsSection connector={connector} />
      {templates.length > 0 ? (
        <>
          <Section title={`Templates (${templates.length})`}>
            <ul className="flex flex-col gap-1.5">
              {templates.map((template) => (
                <TemplateItem key={template.uri} template={template} />
              ))}
            </ul>
          </Section>
          <PolicySection connector={connector} templates={templates} />
        </>
      ) : null}
      {instructions ? (
        <Section title="Instructions">
          <p className="panel max-h-64 overflow-y-auto p-3 text-xs whitespace-pre-wrap">
            {visibleText(instructions)}
          </p>
        </Section>
      ) : null}
    </>
  );
}

function lineOf({ serverName, serverVersion, protocolVersion, transport, takenAt }: Snapshot): string {
  return [
    visibleText(`${serverName} ${serverVersion}`.trim()),
    `MCP ${protocolVersion}`,
    transport ? FOUND_TRANSPORTS[transport] : "",
    `read ${moment(takenAt)}`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function TemplateItem({ template }: { template: Template }) {
  return (
    <li className="panel flex flex-col gap-1.5 px-3 py-2" data-testid="template-row">
      <code className="text-xs [overflow-wrap:anywhere]">{visibleText(template.uri)}</code>
      <span className="text-xs text-secondary">
        {template.mimeType || "no MIME type"} · {byteSize(template.bytes)}
      </span>
      {template.problem ? <ProblemPanel problem={template.problem} /> : null}
      {template.findings.length > 0 ? <FindingList findings={template.findings} /> : null}
    </li>
  );
}
