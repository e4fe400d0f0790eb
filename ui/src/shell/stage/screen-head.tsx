/** Over a screen: what it is, how large it is drawn, and its controls; those that do not fit are in its panel. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ChevronDown, Reload } from "@openai/apps-sdk-ui/components/Icon";
import type { Screen } from "../../bindings";
import { ConditionsButton } from "./conditions-button";
import type { Fitted } from "./fit";
import { preferencesText } from "./person/preferences";
import { PreferencesBadge } from "./person/preferences-badge";
import { PictureButton } from "./picture-button";
import { RotateButton } from "./rotate-button";
import type { Panel } from "./stage-area";

type Props = {
  screen: Screen;
  name: string;
  place: Fitted;
  engine: string;
  open: Panel | null;
  onPanel: (panel: Panel) => void;
  onReload: () => void;
};

export function ScreenHead({ screen, name, place, engine, open, onPanel, onReload }: Props) {
  const { device } = screen;
  const measures = `${device.width} × ${device.height}`;
  const isUsual = preferencesText(device.preferences) === "";
  const zoom = `${Math.round(place.zoom * 100)} %`;
  return (
    <header
      className="@container flex size-full items-center gap-1 overflow-hidden px-1 text-xs text-secondary"
      title={`${name} · ${measures} · ${zoom}\n${device.userAgent}\n${engine}`}
    >
      <button
        type="button"
        aria-label={`Device of the screen ${name}`}
        aria-expanded={open === "device"}
        data-testid="device-open"
        data-screen={device.id}
        onClick={() => onPanel("device")}
        className="-ml-1 flex min-w-8 items-center gap-0.5 rounded-md px-1 py-0.5 font-medium text-default -outline-offset-2 hover:bg-surface-secondary aria-expanded:bg-surface-secondary"
      >
        <span className="truncate">{name}</span>
        <ChevronDown className="hidden size-3 shrink-0 text-tertiary @min-[10rem]:block" />
      </button>
      <span className="shrink-0 tabular-nums" data-testid="screen-measures">
        <span className={isUsual ? "hidden @min-[17rem]:inline" : "hidden @min-[20rem]:inline"}>
          {measures} ·{" "}
        </span>
        {zoom}
      </span>
      <PreferencesBadge device={device} />
      <span className="ml-auto hidden truncate pl-1 text-tertiary @min-[24rem]:inline">{engine}</span>
      <span className="ml-auto flex shrink-0 items-center @min-[24rem]:ml-1">
        {device.touch ? <RotateButton device={device} name={name} /> : null}
        <ConditionsButton
          screen={screen}
          name={name}
          isOpen={open === "network"}
          onClick={() => onPanel("network")}
        />
        <PictureButton
          screen={device.id}
          name={name}
          isOpen={open === "picture"}
          onClick={() => onPanel("picture")}
        />
        <Button
          color="secondary"
          variant="ghost"
          size="2xs"
          uniform
          className="hidden @min-[9rem]:inline-flex"
          aria-label={`Reload the screen ${name}`}
          title="Reload this screen"
          data-testid="screen-reload"
          data-screen={device.id}
          onClick={onReload}
        >
          <Reload />
        </Button>
      </span>
    </header>
  );
}
