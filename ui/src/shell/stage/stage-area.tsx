/** The right of the window: a toolbar, and a frame for each shown screen. The screens are native views above it. */
import { useRef, useState } from "react";
import { ProblemPanel } from "../problem-panel";
import { useStage } from "../queries";
import { actualScreens } from "./actual-size";
import { screenNames } from "./arrangement";
import { ConditionsPanel } from "./conditions-panel";
import { DevicePanel } from "./device-panel";
import { fitScreens } from "./fit";
import { PicturePanel } from "./picture-panel";
import { ScreenFrame } from "./screen-frame";
import { SheetPanel } from "./sheet/sheet-panel";
import { StageToolbar } from "./stage-toolbar";
import { usePlacements } from "./use-placements";
import { useSize } from "./use-size";
import { useStageZoom } from "./use-stage-zoom";

/** What of a screen is shown above them all. One at a time: it takes room from the screens. */
export type Panel = "network" | "device" | "picture";

const PANELS = { network: ConditionsPanel, device: DevicePanel, picture: PicturePanel };

export function StageArea() {
  const stage = useStage();
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const screens = stage.data?.screens ?? [];
  const shown = screens.filter((screen) => screen.shown);
  const names = screenNames(screens);
  const isActual = useStageZoom(stage.data) === "actual";
  const devices = shown.map((screen) => screen.device);
  const arrange = isActual ? actualScreens : fitScreens;
  const fitted = size && stage.data ? arrange(size, devices) : null;
  usePlacements(area, fitted, isActual);
  const [open, setOpen] = useState<{ screen: string; panel: Panel } | null>(null);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const opened = shown.find((screen) => screen.device.id === open?.screen);
  const close = () => setOpen(null);
  const show = (screen: string, panel: Panel) => {
    setSheetOpen(false);
    setOpen({ screen, panel });
  };
  const toggle = (screen: string, panel: Panel) =>
    open?.screen === screen && open.panel === panel ? close() : show(screen, panel);
  const showSheet = (isWanted: boolean) => {
    close();
    setSheetOpen(isWanted);
  };
  const OpenPanel = PANELS[open?.panel ?? "device"];
  return (
    <main
      className="stage-ground @container/stage flex min-w-0 flex-1 flex-col"
      aria-label="Stage"
      data-pane="stage"
    >
      {stage.data ? (
        <StageToolbar
          stage={stage.data}
          onAdded={(screen) => show(screen, "device")}
          isSheetOpen={isSheetOpen}
          onSheet={() => showSheet(!isSheetOpen)}
        />
      ) : null}
      {stage.error ? <ProblemPanel problem={stage.error} /> : null}
      {opened ? (
        <OpenPanel
          key={opened.device.id}
          screen={opened}
          name={names.get(opened.device.id) ?? opened.device.name}
          onClose={close}
          onSheet={() => showSheet(true)}
        />
      ) : null}
      {stage.data && isSheetOpen ? <SheetPanel stage={stage.data} onClose={() => showSheet(false)} /> : null}
      <div className="min-h-0 flex-1 p-4 pt-2">
        <section
          ref={area}
          aria-label="Screens"
          tabIndex={isActual ? 0 : undefined}
          className={`relative size-full ${isActual ? "stage-scroll overflow-auto" : "overflow-hidden"}`}
          data-testid="stage"
          data-zoom={isActual ? "actual" : "fit"}
        >
          {shown.map((screen) => {
            const { id } = screen.device;
            const place = fitted?.get(id);
            return place ? (
              <ScreenFrame
                key={id}
                screen={screen}
                name={names.get(id) ?? screen.device.name}
                place={place}
                engine={stage.data?.engine ?? ""}
                open={open?.screen === id ? open.panel : null}
                onPanel={(panel) => toggle(id, panel)}
              />
            ) : null;
          })}
        </section>
      </div>
    </main>
  );
}
