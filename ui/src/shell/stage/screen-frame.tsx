/** The frame around one screen: its head, and the place that the native view covers. */
import { useBackend } from "../../backend";
import type { Screen } from "../../bindings";
import { useReporting } from "../problems";
import type { Fitted } from "./fit";
import { BEZEL, TITLE_HEIGHT } from "./fit-row";
import { ScreenBanner } from "./screen-banner";
import { ScreenHead } from "./screen-head";
import type { Panel } from "./stage-area";

type Props = {
  screen: Screen;
  name: string;
  place: Fitted;
  engine: string;
  open: Panel | null;
  onPanel: (panel: Panel) => void;
};

export function ScreenFrame({ screen, name, place, engine, open, onPanel }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { device, status } = screen;
  const reload = () => report(backend.reloadScreen(device.id));
  const isPhone = device.form === "phone";
  return (
    <section
      aria-label={name}
      data-testid="screen-frame"
      data-screen={device.id}
      data-status={status.kind}
      className="absolute"
      style={{ left: place.x, top: place.y, width: place.width + 2 * BEZEL }}
    >
      <div style={{ height: TITLE_HEIGHT }}>
        <ScreenHead
          screen={screen}
          name={name}
          place={place}
          engine={engine}
          open={open}
          onPanel={onPanel}
          onReload={reload}
        />
      </div>
      <div
        className={`border border-default shadow-md ${isPhone ? "phone-body rounded-[30px]" : "screen-ground rounded-xl"}`}
        data-theme={device.preferences.theme ?? undefined}
        style={{ padding: BEZEL - 1 }}
      >
        <div
          data-placeholder={device.id}
          className={isPhone ? "rounded-3xl bg-surface" : ""}
          style={{ width: place.width, height: place.height }}
        >
          <ScreenBanner screen={screen} onReload={reload} />
        </div>
      </div>
    </section>
  );
}
