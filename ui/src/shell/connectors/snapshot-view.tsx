/** What is known of a server: its tools, its templates, its instructions, and when they were read. */
import type { Snapshot, Template } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { moment } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { FindingList } from "../findings";
import { Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { ToolRow } from "./tool-row";

export function SnapshotView({ connectorId, snapshot }: { connectorId: string; snapshot: Snapshot }) {
  const { tools, templates, findings, instructions } = snapshot;
  return (
    <>
      <p className="text-xs text-secondary" data-testid="snapshot-line">
        {visibleText(`${snapshot.serverName} ${snapshot.serverVersion}`.trim())} · MCP{" "}
        {snapshot.protocolVersion} · read {moment(snapshot.takenAt)}
      </p>
      {findings.length > 0 ? <FindingList findings={findings} /> : null}
      <Section title={`Tools (${tools.length})`}>
        {tools.length === 0 ? <NoTools /> : null}
        <ul className="flex flex-col gap-1.5">
          {tools.map((tool) => (
            <ToolRow key={tool.name} connectorId={connectorId} tool={tool} templates={templates} />
          ))}
        </ul>
      </Section>
      {templates.length > 0 ? (
        <Section title={`Templates (${templates.length})`}>
          <ul className="flex flex-col gap-1.5">
            {templates.map((template) => (
              <TemplateItem key={template.uri} template={template} />
            ))}
          </ul>
        </Section>
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

function NoTools() {
  return (
    <p className="text-sm text-secondary" data-testid="no-tools">
      The server answered, but lists no tools, so ChatGPT would have nothing to call. Register a tool and
      press Refresh.
    </p>
  );
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
