/** The frame around one screen: what it is, how large, and the place that the native view covers. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Reload } from "@openai/apps-sdk-ui/components/Icon";
import { useBackend } from "../../backend";
import type { Screen } from "../../bindings";
import { useReporting } from "../problems";
import { ConditionsButton } from "./conditions-button";
import { BEZEL, type Fitted, TITLE_HEIGHT } from "./fit";
import { ScreenBanner } from "./screen-banner";

type Props = {
  screen: Screen;
  place: Fitted;
  engine: string;
  isNetworkOpen: boolean;
  onNetwork: () => void;
};

export function ScreenFrame({ screen, place, engine, isNetworkOpen, onNetwork }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { device, status } = screen;
  const reload = () => report(backend.reloadScreen(device.id));
  const isPhone = device.form === "phone";
  // A desktop's window is as high as its place; a phone's proportions are its own, whatever rounding says.
  const size = isPhone
    ? device
    : { width: Math.round(place.width / place.zoom), height: Math.round(place.height / place.zoom) };
  return (
    <section
      aria-label={device.name}
      data-testid="screen-frame"
      data-screen={device.id}
      data-status={status.kind}
    >
      <header
        className="@container flex items-center gap-2 px-1 text-xs text-secondary"
        style={{ height: TITLE_HEIGHT, width: place.width + 2 * BEZEL }}
        title={`${device.userAgent}\n${engine}`}
      >
        <span className="shrink-0 font-medium text-default">{device.name}</span>
        <span className="truncate tabular-nums">
          {size.width} × {size.height} · {Math.round(place.zoom * 100)} %
        </span>
        <span className="ml-auto hidden truncate text-tertiary @min-[21rem]:inline">{engine}</span>
        <ConditionsButton
          screen={screen}
          isOpen={isNetworkOpen}
          className="ml-auto @min-[21rem]:ml-0"
          onClick={onNetwork}
        />
        <Button
          color="secondary"
          variant="ghost"
          size="2xs"
          uniform
          className="-ml-1 shrink-0"
          aria-label={`Reload the screen ${device.name}`}
          title="Reload this screen"
          data-testid="screen-reload"
          data-screen={device.id}
          onClick={reload}
        >
          <Reload />
        </Button>
      </header>
      <div
        className={`border border-default shadow-md ${isPhone ? "phone-body rounded-[30px]" : "rounded-xl bg-surface"}`}
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
