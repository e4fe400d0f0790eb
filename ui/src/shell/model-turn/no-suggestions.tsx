/** Why no tool is offered, and what to do about it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Connector, MentionedApp } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { useConnectors } from "../queries";

export function NoSuggestions({ apps }: { apps: MentionedApp[] }) {
  const { go } = useNavigation();
  const connectors = useConnectors().data;
  if (!connectors) return null;
  const isNew = connectors.length === 0;
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs text-secondary" data-testid="model-turn-none">
      <p className="min-w-40 flex-1 [overflow-wrap:anywhere]">{reason(connectors, apps)}</p>
      <Button
        color="secondary"
        variant="outline"
        size="xs"
        data-testid="model-turn-connectors"
        onClick={() => go({ kind: isNew ? "newConnector" : "connectors" })}
      >
        {isNew ? "New connector" : "Connectors"}
      </Button>
    </div>
  );
}

function reason(connectors: Connector[], apps: MentionedApp[]): string {
  if (connectors.length === 0) return "There is no connector yet. Add one, and its tools are offered here.";
  const meant = connectors.filter(({ id }) => apps.length === 0 || apps.some((app) => app.id === id));
  const names = apps.map(({ name }) => visibleText(name)).join(", ");
  const whose = apps.length === 0 ? "the connectors" : names;
  if (meant.length === 0) return `${names}: no longer among the connectors.`;
  const enabled = meant.filter(({ availability }) => availability === "enabled");
  if (enabled.length === 0) return `No tool can be called: ${whose} ${are(apps)} disabled.`;
  if (enabled.every(({ connection }) => connection.kind !== "connected")) {
    return `No tool is known: ${whose} ${are(apps)} not connected.`;
  }
  return `There is no tool that the model may call: ${whose} list none, or only such as are for widgets alone (_meta.ui.visibility without “model”).`;
}

function are(apps: MentionedApp[]): string {
  return apps.length === 1 ? "is" : "are";
}
