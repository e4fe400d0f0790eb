/** On a screen's head: how its network is, and the way to change it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Globe } from "@openai/apps-sdk-ui/components/Icon";
import type { Screen } from "../../bindings";
import { conditionsText } from "./conditions";

type Props = { screen: Screen; name: string; isOpen: boolean; onClick: () => void };

export function ConditionsButton({ screen: { device, conditions }, name, isOpen, onClick }: Props) {
  const on = conditionsText(conditions);
  return (
    <Button
      color={on ? "warning" : "secondary"}
      variant={on ? "soft" : "ghost"}
      size="2xs"
      uniform={on === ""}
      className="shrink-0"
      aria-label={`Network of the screen ${name}: ${on || "online"}`}
      aria-expanded={isOpen}
      title="Network conditions of this screen"
      data-testid="conditions-open"
      data-screen={device.id}
      onClick={onClick}
    >
      {on || <Globe />}
    </Button>
  );
}
