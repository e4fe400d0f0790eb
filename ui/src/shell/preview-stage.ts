/** The screens for the preview page: they can be enlarged, added, turned, sized, moved, shown and taken away. */
import type { Device, Preset, Screen, ScreenSetup, Stage } from "../bindings";
import type { FakeBackend, Handlers } from "./fake-backend";
import { presets } from "./fixtures/presets";
import { stage as quiet, look as quietLook } from "./fixtures/stage";
import { UNSET } from "./stage/arrangement";

const SETUPS: ScreenSetup[] = ["desktop", "iphone-15", "pixel-5", "ipad-pro-11", "laptop", "iphone-15"].map(
  (preset, index) => ({ id: `screen-${index + 1}`, preset, orientation: "portrait", size: null }),
);

/** With `count` screens more than the first ones. */
export function previewStage(first: Stage, count: number) {
  const lookOf = (arrangement: ScreenSetup[]) =>
    arrangement.map((setup) => {
      const before = stage.screens.find((screen) => screen.device.id === setup.id);
      return { ...(before ?? quiet.screens[0]), shown: true, device: deviceOf(setup) } as Screen;
    });
  let stage = first;
  let look = quietLook;
  if (count > 0) stage = { ...first, screens: lookOf(SETUPS.slice(0, count)) };
  const handlers = (backend: () => FakeBackend): Handlers => ({
    stage: () => stage,
    presets: () => presets,
    arrangeScreens: (arrangement) => {
      stage = { ...stage, screens: lookOf(arrangement) };
      backend().emit({ kind: "stage" });
      return null;
    },
    look: () => look,
    saveLook: (next) => {
      look = next;
      const { shown } = next;
      const screens = stage.screens.map((one) => ({ ...one, shown: shown.includes(one.device.id) }));
      stage = { ...stage, screens };
      backend().emit({ kind: "stage" });
      return null;
    },
  });
  return handlers;
}

function deviceOf({
  id,
  preset,
  orientation = "portrait",
  size = null,
  preferences = UNSET,
}: ScreenSetup): Device {
  const { safeAreaTurned, ...kind } = presets.find((one) => one.id === preset) ?? (presets[0] as Preset);
  const { width, height } = size ?? kind;
  const turned = { width: height, height: width, safeArea: safeAreaTurned, cutout: "none" as const };
  const device = { ...kind, width, height, id, preset, orientation, customSize: size, preferences };
  return orientation === "landscape" ? { ...device, ...turned } : device;
}
