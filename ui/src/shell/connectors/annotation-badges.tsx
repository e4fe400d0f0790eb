/** What a tool says about itself, and what it leaves unsaid. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import type { Annotations, Template, Tool } from "../../bindings";

type Colour = "secondary" | "success" | "danger" | "warning" | "info" | "discovery";
type Label = { text: string; colour: Colour; title: string };

export function AnnotationBadges({ annotations }: { annotations: Annotations }) {
  return labelsFor(annotations).map(({ text, colour, title }) => (
    <Badge key={text} size="sm" color={colour}>
      <span title={title}>{text}</span>
    </Badge>
  ));
}

function labelsFor({ readOnly, destructive, idempotent, openWorld }: Annotations): Label[] {
  const labels: Label[] = [];
  if ([readOnly, destructive, idempotent, openWorld].every((hint) => hint === null)) {
    return [
      {
        text: "Not annotated",
        colour: "warning",
        title: "The server sent no hints: it is treated as a write.",
      },
    ];
  }
  if (readOnly) labels.push({ text: "Read only", colour: "success", title: "readOnlyHint: true" });
  else labels.push({ text: "Writes", colour: "info", title: `readOnlyHint: ${readOnly ?? "not sent"}` });
  if (!readOnly && destructive) {
    labels.push({ text: "Destructive", colour: "danger", title: "destructiveHint: true" });
  }
  if (openWorld) labels.push({ text: "Open world", colour: "discovery", title: "openWorldHint: true" });
  return labels;
}

/** Whether the tool has a widget, and in which form. */
export function WidgetBadge({ tool, templates }: { tool: Tool; templates: Template[] }) {
  if (!tool.template) return null;
  const { uri } = tool.template;
  const template = templates.find((one) => one.uri === uri);
  const isBroken = !template || template.problem !== null;
  return (
    <Badge size="sm" color={isBroken ? "danger" : "secondary"} variant="outline">
      <span title={template?.problem?.message ?? uri}>Widget · {formOf(template)}</span>
    </Badge>
  );
}

function formOf(template: Template | undefined): string {
  if (!template) return "template missing";
  if (template.problem) return "cannot be shown";
  if (template.mimeType.startsWith("text/html+skybridge")) return "skybridge";
  if (template.mimeType.includes("profile=mcp-app")) return "MCP App";
  return template.mimeType || "no MIME type";
}
