/** The right of the window: a toolbar, and a frame for each shown screen. The screens are native views above it. */
import { useRef, useState } from "react";
import { ProblemPanel } from "../problem-panel";
import { useStage } from "../queries";
import { ConditionsPanel } from "./conditions-panel";
import { fitScreens, GAP } from "./fit";
import { ScreenFrame } from "./screen-frame";
import { StageToolbar } from "./stage-toolbar";
import { usePlacements } from "./use-placements";
import { useSize } from "./use-size";

export function StageArea() {
  const stage = useStage();
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const shown = stage.data?.screens.filter((screen) => screen.shown) ?? [];
  const fitted =
    size && stage.data
      ? fitScreens(
          size,
          shown.map((screen) => screen.device),
        )
      : null;
  usePlacements(area, fitted);
  const [network, setNetwork] = useState<string | null>(null);
  const opened = shown.find((screen) => screen.device.id === network);
  return (
    <main className="stage-ground flex min-w-0 flex-1 flex-col" aria-label="Stage">
      {stage.data ? <StageToolbar stage={stage.data} /> : null}
      {stage.error ? <ProblemPanel problem={stage.error} /> : null}
      {opened ? (
        <ConditionsPanel key={opened.device.id} screen={opened} onClose={() => setNetwork(null)} />
      ) : null}
      <div className="min-h-0 flex-1 p-4 pt-2">
        <div
          ref={area}
          className="flex size-full items-start justify-center overflow-hidden"
          style={{ gap: GAP }}
          data-testid="stage"
        >
          {shown.map((screen) => {
            const place = fitted?.get(screen.device.id);
            return place ? (
              <ScreenFrame
                key={screen.device.id}
                screen={screen}
                place={place}
                engine={stage.data?.engine ?? ""}
                isNetworkOpen={screen === opened}
                onNetwork={() => setNetwork(screen === opened ? null : screen.device.id)}
              />
            ) : null;
          })}
        </div>
      </div>
    </main>
  );
}
