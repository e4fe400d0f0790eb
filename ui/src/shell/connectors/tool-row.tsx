/** One tool in the list of a connector. */
import type { Template, Tool } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { FindingCount } from "../findings";
import { useNavigation } from "../navigation";
import { AnnotationBadges, WidgetBadge } from "./annotation-badges";

type Props = { connectorId: string; tool: Tool; templates: Template[] };

export function ToolRow({ connectorId, tool, templates }: Props) {
  const { go } = useNavigation();
  return (
    <li>
      <button
        type="button"
        data-testid="tool-row"
        data-name={tool.name}
        title={visibleText(`${tool.title}\n${tool.name}`)}
        onClick={() => go({ kind: "tool", connectorId, tool: tool.name })}
        className="panel flex w-full flex-col gap-1 px-3 py-2 text-left hover:bg-surface-secondary"
      >
        <span className="flex w-full items-baseline gap-2">
          <span className="max-w-3/4 shrink-0 truncate text-sm font-medium">{visibleText(tool.title)}</span>
          <code className="min-w-0 truncate text-xs text-tertiary">{visibleText(tool.name)}</code>
        </span>
        {tool.description ? (
          <span className="line-clamp-2 text-xs text-secondary">{visibleText(tool.description)}</span>
        ) : null}
        <span className="flex flex-wrap gap-1 pt-0.5">
          <AnnotationBadges annotations={tool.annotations} />
          <WidgetBadge tool={tool} templates={templates} />
          <FindingCount findings={tool.findings} />
        </span>
      </button>
    </li>
  );
}
