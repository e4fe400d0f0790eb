/** On the head of a phone or a tablet: turns it by a quarter, and shows how it will stand then. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Mobile } from "@openai/apps-sdk-ui/components/Icon";
import type { Device } from "../../bindings";
import { turned } from "./arrangement";
import { useArrange } from "./use-arrange";

export function RotateButton({ device: { id, orientation }, name }: { device: Device; name: string }) {
  const arrange = useArrange();
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="2xs"
      uniform
      className="hidden @min-[15rem]:inline-flex"
      aria-label={`Rotate the screen ${name}`}
      title="Rotate this screen"
      data-testid="screen-rotate"
      data-screen={id}
      onClick={() => arrange((now) => turned(now, id))}
    >
      <Mobile className={orientation === "portrait" ? "rotate-90" : ""} />
    </Button>
  );
}
