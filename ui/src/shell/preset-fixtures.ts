/** Devices as the host would offer them: one of each kind. */
import type { Preset } from "../bindings";

const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
const MACINTOSH = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15";

const desktop: Preset = {
  id: "desktop",
  name: "Desktop",
  form: "desktop",
  width: 1024,
  height: 768,
  userAgent: MACINTOSH,
  safeArea: NONE,
  safeAreaTurned: NONE,
  touch: false,
  hover: true,
  platform: "MacIntel",
  touchPoints: 0,
  pixelRatio: 2,
  cutout: "none",
  source: "chosen: a window",
};

const phone: Preset = {
  ...desktop,
  id: "iphone-15",
  name: "iPhone 15",
  form: "phone",
  width: 393,
  height: 852,
  userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/15E148",
  safeArea: { ...NONE, top: 59, bottom: 34 },
  safeAreaTurned: { top: 0, right: 59, bottom: 21, left: 59 },
  touch: true,
  hover: false,
  platform: "iPhone",
  touchPoints: 5,
  pixelRatio: 3,
  cutout: "island",
  source: "observed: a device, September 2023",
};

export const presets: Preset[] = [
  desktop,
  {
    ...desktop,
    id: "laptop",
    name: "Laptop",
    width: 1280,
    height: 720,
    source: "observed: a list, May 2023",
  },
  phone,
  {
    ...phone,
    id: "pixel-5",
    name: "Pixel 5",
    height: 851,
    userAgent: "Mozilla/5.0 (Linux; Android 10; K) Chrome/141.0.0.0 Mobile",
    cutout: "hole",
    source: "observed: a list, May 2023",
  },
  {
    ...phone,
    id: "ipad-pro-11",
    name: "iPad Pro 11",
    width: 834,
    height: 1194,
    userAgent: MACINTOSH,
    safeArea: { ...NONE, top: 24, bottom: 20 },
    safeAreaTurned: { ...NONE, top: 24, bottom: 20 },
    cutout: "none",
    source: "observed: a list, May 2023",
  },
];
