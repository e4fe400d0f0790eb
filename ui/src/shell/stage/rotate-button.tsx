/** On the head of a phone or a tablet: turns it by a quarter. Where the head is too narrow, its panel has the same. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowRotateCw } from "@openai/apps-sdk-ui/components/Icon";
import type { Device } from "../../bindings";
import { turned } from "./arrangement";
import { useArrange } from "./use-arrange";

export function RotateButton({ device: { id }, name }: { device: Device; name: string }) {
  const arrange = useArrange();
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="2xs"
      uniform
      className="hidden @min-[14rem]:inline-flex"
      aria-label={`Rotate the screen ${name}`}
      title="Rotate this screen"
      data-testid="screen-rotate"
      data-screen={id}
      onClick={() => arrange((now) => turned(now, id))}
    >
      <ArrowRotateCw />
    </Button>
  );
}
