/** What the tests of this folder share. */
import type { EmulatedDevice } from "../../bindings";

export const PHONE: EmulatedDevice = {
  colorScheme: "dark",
  reducedMotion: false,
  hover: false,
  touchPoints: 5,
  platform: "iPhone",
  pixelRatio: 3,
  screen: { width: 393, height: 852 },
  orientation: "portrait",
  safeArea: { top: 0, right: 0, bottom: 34, left: 0 },
  textSize: 100,
  locale: "de-CH",
  timeZone: "Europe/Zurich",
};
