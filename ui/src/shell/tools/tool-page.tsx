/** One tool: what it says of itself, whether a call will ask, its arguments, and running it. */
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { useState } from "react";
import type { Connector, Template, Tool, Violation } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { Labelled } from "../../parts/labelled";
import { visibleText } from "../../parts/visible-text";
import { AnnotationBadges, WidgetBadge } from "../connectors/annotation-badges";
import { FindingList } from "../findings";
import { useTurn } from "../model-turn/use-turn";
import { useKept } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useWidgets } from "../queries";
import { type ArgumentsDraft, firstArguments, readArguments } from "../schema-form/arguments-draft";
import { ArgumentsForm } from "../schema-form/arguments-form";
import { fieldOfTool } from "../schema-form/field";
import { SandboxLine } from "../widgets/sandbox/sandbox-line";
import { AnswersLine } from "./answers-line";
import { RunBar } from "./run-bar";
import { useRun } from "./use-run";
import { VerdictLine } from "./verdict-line";
import { Violations } from "./violations";

type Props = { connector: Connector; tool: Tool; templates: Template[] };

export function ToolPage({ connector, tool, templates }: Props) {
  const field = fieldOfTool(tool.inputSchema, tool.fileParams ?? []);
  const key = `${connector.id} ${tool.name}`;
  const [draft, setDraft] = useKept<ArgumentsDraft>(`arguments ${key}`, firstArguments(field));
  const [say, setSay] = useKept(`say ${key}`, "");
  const [violations, setViolations] = useState<Violation[]>([]);
  const { turn, isTaken, release } = useTurn();
  const answered = isTaken && turn ? turn.message : null;
  const occasion = { say: answered ? "" : say, answers: answered?.id ?? null };
  const run = useRun(connector.id, tool.name);
  const reading = readArguments(field, draft);
  const obstacle =
    connector.availability === "disabled" ? "The connector is disabled. It can be enabled on its page." : "";

  const change = (next: ArgumentsDraft) => {
    setViolations([]);
    setDraft(next);
  };
  const start = () => {
    if (reading.ready && !obstacle) run.checkAndStart(reading.value, occasion, setViolations);
  };
  const sendAnyway = () => {
    setViolations([]);
    if (reading.ready) run.start(reading.value, occasion);
  };
  useKey("Ctrl+Enter", start);
  // At the foot, where the person has just pressed Run: the field at fault may be out of sight.
  const foot = (
    <>
      <Violations violations={violations} onSendAnyway={sendAnyway} />
      {run.newest ? <WidgetTrouble call={run.newest.id} /> : null}
      <RunBar run={run} isReady={reading.ready} obstacle={obstacle} onRun={start}>
        {answered ? <AnswersLine message={answered} onRelease={release} /> : null}
      </RunBar>
    </>
  );

  return (
    <Page title={visibleText(tool.title)} foot={foot}>
      <ToolHeader tool={tool} templates={templates} />
      <VerdictLine connectorId={connector.id} tool={tool.name} />
      {answered ? null : <UserSays say={say} onChange={setSay} />}
      <ArgumentsForm field={field} draft={draft} onChange={change} notes={violations} />
      {run.problem ? <ProblemPanel problem={run.problem} /> : null}
    </Page>
  );
}

function UserSays({ say, onChange }: { say: string; onChange: (say: string) => void }) {
  return (
    <Labelled label="What the user says" hint="optional" htmlFor="tool-say">
      <Textarea
        id="tool-say"
        data-testid="tool-say"
        rows={1}
        autoResize
        maxRows={6}
        value={say}
        placeholder="The message above the call in the conversation"
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}

/** What is wrong with the widgets that the last run shows. */
function WidgetTrouble({ call }: { call: string }) {
  const reports = useWidgets(call).data ?? [];
  return (
    <div className="flex shrink-0 flex-col px-4 pb-2 empty:hidden">
      <SandboxLine call={call} reports={reports} />
    </div>
  );
}

function ToolHeader({ tool, templates }: Omit<Props, "connector">) {
  const template = templates.find(({ uri }) => uri === tool.template?.uri);
  return (
    <div className="flex flex-col gap-2">
      <code className="text-xs text-secondary">{visibleText(tool.name)}</code>
      {tool.description ? (
        <p className="text-sm whitespace-pre-wrap">{visibleText(tool.description)}</p>
      ) : null}
      <div className="flex flex-wrap gap-1">
        <AnnotationBadges annotations={tool.annotations} />
        <WidgetBadge tool={tool} templates={templates} />
      </div>
      {template?.problem ? <ProblemPanel problem={template.problem} /> : null}
      {tool.findings.length > 0 ? <FindingList findings={tool.findings} /> : null}
    </div>
  );
}
