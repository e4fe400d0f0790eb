/** The display mode of the newest widget, on every screen. */
import { CollapseSm, ExpandSm } from "@openai/apps-sdk-ui/components/Icon";
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import { useBackend } from "../../backend";
import type { DisplayMode, Stage } from "../../bindings";
import { useReporting } from "../problems";

/** Icons in place of the words where the window is narrow. */
const NARROW = "size-4 @min-[44rem]:hidden";
const SPACIOUS = "hidden @min-[44rem]:inline";

export function ModeSwitch({ stage }: { stage: Stage }) {
  const backend = useBackend();
  const report = useReporting();
  const mode = stage.screens.find((screen) => screen.shown && screen.mode !== null)?.mode ?? null;
  return (
    <span
      title={
        mode === null ? "There is no widget in this conversation yet" : "Display mode of the newest widget"
      }
    >
      <SegmentedControl<DisplayMode | "none">
        value={mode ?? "none"}
        onChange={(next) => {
          if (next !== "none") report(backend.setDisplayMode(next));
        }}
        disabled={mode === null}
        aria-label="Display mode"
        size="xs"
        pill={false}
        className="shrink-0"
      >
        <SegmentedControl.Option value="inline" aria-label="Inline" data-testid="mode-inline">
          <CollapseSm className={NARROW} /> <span className={SPACIOUS}>Inline</span>
        </SegmentedControl.Option>
        <SegmentedControl.Option value="fullscreen" aria-label="Fullscreen" data-testid="mode-fullscreen">
          <ExpandSm className={NARROW} /> <span className={SPACIOUS}>Fullscreen</span>
        </SegmentedControl.Option>
      </SegmentedControl>
    </span>
  );
}
