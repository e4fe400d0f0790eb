/** Whether a call will ask, and why, before it is made, and what would alter that. */
import { HandRaised, PlayCircle, XCircle } from "@openai/apps-sdk-ui/components/Icon";
import type { VerdictAction } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { Alternatives } from "../approvals/alternatives";
import { ProblemPanel } from "../problem-panel";
import { useVerdict } from "../queries";

const ACTIONS = {
  run: { Icon: PlayCircle, colour: "text-success" },
  ask: { Icon: HandRaised, colour: "text-warning" },
  refuse: { Icon: XCircle, colour: "text-danger" },
} as const satisfies Record<VerdictAction, unknown>;

export function VerdictLine({ connectorId, tool }: { connectorId: string; tool: string }) {
  const verdict = useVerdict(connectorId, tool);
  if (verdict.error) return <ProblemPanel problem={verdict.error} />;
  if (!verdict.data) return null;
  const { Icon, colour } = ACTIONS[verdict.data.action];
  return (
    <div className="flex flex-col gap-1">
      <p
        className="flex items-start gap-2 text-xs [overflow-wrap:anywhere]"
        data-testid="tool-verdict"
        data-action={verdict.data.action}
      >
        <Icon className={`size-4 shrink-0 ${colour}`} aria-hidden />
        {visibleText(verdict.data.reason)}
      </p>
      <div className="pl-6">
        <Alternatives verdict={verdict.data} />
      </div>
    </div>
  );
}
