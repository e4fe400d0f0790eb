/** Which addresses outside a template declares that its widget will reach. */
import type { Json } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

export function TemplateDomains({ meta }: { meta: Json }) {
  const domains = declaredDomains(meta);
  if (domains.length === 0) return null;
  return (
    <p className="text-xs text-secondary [overflow-wrap:anywhere]" data-testid="template-domains">
      Its widget may reach {domains.map(visibleText).join(", ")}.
    </p>
  );
}

/** Each once, in their order; of the older key only where the standard one is absent. */
export function declaredDomains(meta: Json): string[] {
  const { ui, "openai/widgetCSP": older } = record(meta);
  const csp = record(ui).csp ?? older;
  const lists = Object.entries(record(csp)).filter(([key]) => !/redirect|base/i.test(key));
  const domains = lists.flatMap(([, list]) => (Array.isArray(list) ? list : []));
  return [...new Set(domains.filter((domain): domain is string => typeof domain === "string"))];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
