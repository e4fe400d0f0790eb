/** One item of what the model sees. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import type { ModelItem, ModelItemKind, Reach } from "../../bindings";
import { CopyText } from "../../parts/copy-text";
import { JsonTree } from "../../parts/json-tree";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";

const KINDS: Record<ModelItemKind, string> = {
  instructions: "Instructions of the server",
  tools: "Tools",
  message: "The person",
  followUp: "Follow-up of a widget",
  reply: "The model",
  toolCall: "Tool call",
  toolResult: "Tool result",
  noResult: "No result",
  widgetDescription: "Description of the widget",
  widgetState: "Widget state",
  modelContext: "Model context",
};

const REACHES: Record<Exclude<Reach, "now">, { label: string; colour: "info" | "secondary" }> = {
  nextTurn: { label: "Next turn", colour: "info" },
  never: { label: "Not passed on", colour: "secondary" },
};

export function ModelItemView({ item }: { item: ModelItem }) {
  const reach = item.reach === "now" ? null : REACHES[item.reach];
  return (
    <li
      className="panel flex flex-col gap-1.5 px-3 py-2"
      data-testid="model-item"
      data-kind={item.kind}
      data-reach={item.reach}
    >
      <div className="flex items-center gap-2 text-xs">
        <span className="min-w-0 flex-1 truncate font-medium">
          {KINDS[item.kind]}
          {item.appName ? (
            <span className="font-normal text-tertiary"> · {visibleText(item.appName)}</span>
          ) : null}
        </span>
        {reach ? (
          <Badge size="sm" color={reach.colour}>
            {reach.label}
          </Badge>
        ) : null}
        <span className="text-secondary tabular-nums">~{item.tokens.toLocaleString("en")}</span>
        <ToCall callId={item.callId} />
      </div>
      <Content item={item} />
      {item.images.length > 0 ? (
        <p className="text-xs text-secondary">Images: {item.images.map(visibleText).join(", ")}</p>
      ) : null}
      {item.notes.map((note) => (
        <p key={note} className="text-xs text-secondary">
          {visibleText(note)}
        </p>
      ))}
      {item.warnings.map((warning) => (
        <p
          key={warning}
          role="status"
          data-testid="model-warning"
          className="rounded-md border border-warning-surface bg-warning-surface px-2 py-1 text-xs"
        >
          {visibleText(warning)}
        </p>
      ))}
    </li>
  );
}

function Content({ item: { content, beyond } }: { item: ModelItem }) {
  if (content === null) return null;
  if (typeof content !== "string") return <JsonTree value={content} label="what the model sees" />;
  return (
    <div className="relative pr-8 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
      <div className="absolute -top-1 -right-1.5">
        <CopyText text={() => content + beyond} label="Copy the text" />
      </div>
      {visibleText(content)}
      {beyond ? (
        <span className="text-tertiary line-through" data-testid="model-beyond">
          {visibleText(beyond)}
        </span>
      ) : null}
    </div>
  );
}

function ToCall({ callId }: { callId: string | null }) {
  const { go } = useNavigation();
  if (!callId) return null;
  return (
    <button
      type="button"
      className="text-xs text-secondary underline"
      data-testid="model-call"
      onClick={() => go({ kind: "call", id: callId })}
    >
      Call
    </button>
  );
}
