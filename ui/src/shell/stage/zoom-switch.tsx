/** How large the screens are drawn: so that all can be seen, or as large as they are. */
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import type { Stage, StageZoom } from "../../bindings";
import { useSaveLook } from "../use-look";
import { useStageZoom } from "./use-stage-zoom";

export function ZoomSwitch({ stage }: { stage: Stage }) {
  const saveLook = useSaveLook();
  const zoom = useStageZoom(stage);
  return (
    <SegmentedControl<StageZoom>
      value={zoom}
      onChange={(next) => saveLook({ zoom: next })}
      aria-label="Size of the screens"
      size="xs"
      pill={false}
      className="shrink-0"
    >
      <SegmentedControl.Option value="fit" data-testid="zoom-fit">
        <span title="So that all of them can be seen">Fit</span>
      </SegmentedControl.Option>
      <SegmentedControl.Option value="actual" disabled={!stage.cutsOff} data-testid="zoom-actual">
        <span
          title={
            stage.cutsOff
              ? "As large as they are; the stage scrolls"
              : "On this system a screen cannot be cut off where the stage ends, so it cannot scroll"
          }
        >
          100 %
        </span>
      </SegmentedControl.Option>
    </SegmentedControl>
  );
}
