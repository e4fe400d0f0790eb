/** One tool in the preview, and folded beneath it all that there is to say about it. */
import { ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import { useId, useState } from "react";
import type { ApprovalPreview, ToolApprovals } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";
import { FindingCount } from "../../findings";
import { actionOf, type Caller, reasonOf } from "./caller";
import { OutcomeMark } from "./outcome-mark";
import { PreviewDetail } from "./preview-detail";

type Props = { connectorId: string; tool: ToolApprovals; preview: ApprovalPreview; caller: Caller };

export function PreviewRow({ connectorId, tool, preview, caller }: Props) {
  const [isOpen, setOpen] = useState(false);
  const detail = useId();
  return (
    <>
      <tr
        className="border-t border-subtle @max-[22rem]:grid @max-[22rem]:grid-cols-5"
        data-testid="approval-preview-row"
        data-name={tool.toolName}
      >
        <th scope="row" className="py-1 pr-1 text-left font-normal @max-[22rem]:col-span-full">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detail}
            data-testid="approval-preview-open"
            title={visibleText(`${tool.toolTitle}\n${tool.toolName}`)}
            onClick={() => setOpen(!isOpen)}
            className="flex w-full min-w-0 items-start gap-1 rounded-sm text-left hover:bg-surface-secondary"
          >
            <ChevronRight
              className={`mt-0.5 size-3.5 shrink-0 text-tertiary ${isOpen ? "rotate-90" : ""}`}
              aria-hidden
            />
            <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]">
              {visibleText(tool.toolTitle)}
            </span>
          </button>
          {tool.findings.length > 0 ? (
            <span className="block pt-0.5 pl-4.5">
              <FindingCount findings={tool.findings} />
            </span>
          ) : null}
        </th>
        {tool.levels.map((outcome) => (
          <td
            key={outcome.level}
            title={reasonOf(outcome, caller, preview.widgetCalls)}
            data-action={actionOf(outcome, caller)}
            className={`px-0.5 py-1 text-center ${outcome.level === preview.level ? "bg-surface-secondary" : ""}`}
          >
            <OutcomeMark
              action={actionOf(outcome, caller)}
              className="flex-col gap-0.5 text-2xs @min-[34rem]:flex-row @min-[34rem]:gap-1"
            />
          </td>
        ))}
      </tr>
      {isOpen ? (
        <tr id={detail} className="@max-[22rem]:block">
          <td colSpan={tool.levels.length + 1} className="pb-3 @max-[22rem]:block">
            <PreviewDetail connectorId={connectorId} tool={tool} preview={preview} caller={caller} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
