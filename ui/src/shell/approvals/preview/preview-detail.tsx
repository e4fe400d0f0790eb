/** Why each level decides as it does about one tool, the hints as its server sent them, and the card it would show. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { ReactNode } from "react";
import type { Annotations, ApprovalPreview, ToolApprovals } from "../../../bindings";
import { Facts } from "../../facts";
import { FindingList } from "../../findings";
import { useNavigation } from "../../navigation";
import { useSettings } from "../../queries";
import { CardStill } from "../card-still";
import { actionOf, type Caller, reasonOf } from "./caller";
import { levelTitle } from "./levels";
import { outcomeWord } from "./outcome-mark";

type Props = { connectorId: string; tool: ToolApprovals; preview: ApprovalPreview; caller: Caller };

export function PreviewDetail({ connectorId, tool, preview, caller }: Props) {
  const { go } = useNavigation();
  const facts = useSettings().data?.levels ?? [];
  return (
    <div className="panel flex flex-col gap-3 p-3" data-testid="approval-preview-detail">
      {tool.findings.length > 0 ? <FindingList findings={tool.findings} /> : null}
      <Part title={caller === "model" ? "A call of the model" : "A call of a widget"}>
        <ul className="flex flex-col gap-1" data-testid="approval-preview-reasons">
          {tool.levels.map((outcome) => (
            <li key={outcome.level}>
              <span className="text-secondary">
                {levelTitle(outcome.level, facts)}
                {outcome.level === preview.level ? " (in use)" : ""}:
              </span>{" "}
              {reasonOf(outcome, caller, preview.widgetCalls) || `${outcomeWord(actionOf(outcome, caller))}.`}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Hints, as sent">
        <Facts facts={hintsOf(tool.annotations)} />
      </Part>
      <CardStill card={tool.card} />
      <Button
        color="secondary"
        variant="soft"
        size="2xs"
        className="self-start"
        data-testid="approval-preview-tool"
        onClick={() => go({ kind: "tool", connectorId, tool: tool.toolName })}
      >
        Open the tool
      </Button>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h4 className="font-medium">{title}</h4>
      {children}
    </div>
  );
}

function hintsOf({ readOnly, destructive, idempotent, openWorld }: Annotations): [string, string][] {
  const hints: [string, boolean | null][] = [
    ["readOnlyHint", readOnly],
    ["destructiveHint", destructive],
    ["openWorldHint", openWorld],
    ["idempotentHint", idempotent],
  ];
  return hints.map(([name, value]) => [name, value === null ? "missing" : String(value)]);
}
