/** The tools that a widget offers to its host: each with a form to call it, and what it answers. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Tool, WidgetReport } from "../../bindings";
import { JsonTree } from "../../parts/json-tree";
import { visibleText } from "../../parts/visible-text";
import { Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useAppTools } from "../queries";
import { type ArgumentsDraft, firstArguments, readArguments } from "../schema-form/arguments-draft";
import { ArgumentsForm } from "../schema-form/arguments-form";
import { fieldOf } from "../schema-form/field";

export function AppTools({ report }: { report: WidgetReport }) {
  if (!offersTools(report)) return null;
  return (
    <Section title="Tools of the app">
      <p className="text-xs text-secondary">
        The widget offers these to its host. ChatGPT's model was not seen calling any (July 2026).
      </p>
      {report.handshake === "complete" ? (
        <ToolList instance={report.instance} version={report.toolChanges} />
      ) : (
        <p className="text-sm text-tertiary">They can be asked for once the handshake is complete.</p>
      )}
    </Section>
  );
}

function offersTools({ introduction }: WidgetReport): boolean {
  const capabilities = introduction?.capabilities;
  return typeof capabilities === "object" && capabilities !== null && "tools" in capabilities;
}

function ToolList({ instance, version }: { instance: string; version: number }) {
  const tools = useAppTools(instance, version);
  const [open, setOpen] = useState<string | null>(null);
  if (tools.error) return <ProblemPanel problem={tools.error} />;
  if (tools.data?.length === 0) return <p className="text-sm text-tertiary">It lists none.</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {(tools.data ?? []).map((tool) => (
        <li key={tool.name} className="panel flex flex-col gap-3 px-3 py-2">
          <button
            type="button"
            className="text-left"
            aria-expanded={open === tool.name}
            data-testid="app-tool"
            data-name={tool.name}
            onClick={() => setOpen(open === tool.name ? null : tool.name)}
          >
            <span className="text-sm font-medium">{visibleText(tool.title)}</span>{" "}
            <span className="text-xs text-secondary">{visibleText(tool.description)}</span>
          </button>
          {open === tool.name ? <ToolForm instance={instance} tool={tool} /> : null}
        </li>
      ))}
    </ul>
  );
}

type Outcome = { answer?: unknown; problem?: unknown };

function ToolForm({ instance, tool }: { instance: string; tool: Tool }) {
  const backend = useBackend();
  const field = fieldOf(tool.inputSchema);
  const [draft, setDraft] = useState<ArgumentsDraft>(() => firstArguments(field));
  const [outcome, setOutcome] = useState<Outcome | "waiting">({});
  const reading = readArguments(field, draft);
  const call = () => {
    if (!reading.ready) return;
    setOutcome("waiting");
    backend.callAppTool(instance, tool.name, reading.value).then(
      (answer) => setOutcome({ answer }),
      (problem: unknown) => setOutcome({ problem }),
    );
  };
  return (
    <>
      <ArgumentsForm field={field} draft={draft} onChange={setDraft} notes={[]} />
      <Button
        color="primary"
        size="xs"
        className="self-start"
        data-testid="app-tool-call"
        disabled={!reading.ready || outcome === "waiting"}
        onClick={call}
      >
        {outcome === "waiting" ? "Waiting for the widget" : "Call"}
      </Button>
      {outcome !== "waiting" && outcome.problem ? <ProblemPanel problem={outcome.problem} /> : null}
      {outcome !== "waiting" && outcome.answer !== undefined ? (
        <div role="status" data-testid="app-tool-answer">
          <JsonTree value={outcome.answer} label="the answer" />
        </div>
      ) : null}
    </>
  );
}
