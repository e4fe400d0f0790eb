/** How large screens are drawn that stand side by side in one row. */
import type { Device } from "../../bindings";

export type Size = { width: number; height: number; zoom: number };

/** Between two frames, and around a screen within its frame. */
export const GAP = 20;
export const BEZEL = 9;
export const TITLE_HEIGHT = 32;

const SMALLEST = 40;
const LARGEST_PHONE_SHARE = 0.45;
const SMALLEST_PHONE_ZOOM = 0.6;
const SMALLEST_DESKTOP_ZOOM = 0.45;
/** For those that were chosen for their width. */
const SMALLEST_WIDE_ZOOM = 0.3;
const WIDE = 1100;

/** A desktop whose window is as high as there is room. */
export function isElastic({ form, customSize }: Device): boolean {
  return form === "desktop" && customSize === null;
}

export function fitRow(
  space: { width: number; height: number },
  devices: Device[],
): { device: Device; size: Size }[] {
  const height = Math.max(SMALLEST, Math.floor(space.height) - TITLE_HEIGHT - 2 * BEZEL);
  const width = Math.max(SMALLEST, space.width - GAP * (devices.length - 1) - 2 * BEZEL * devices.length);
  const rigid = devices.filter((device) => !isElastic(device));
  const elastic = devices.filter(isElastic);
  const sizes = new Map(rigidSizes({ width, height }, rigid, widthOf(elastic)));
  const rest = width - [...sizes.values()].reduce((sum, size) => sum + size.width, 0);
  for (const device of elastic) {
    const share = (rest * device.width) / widthOf(elastic);
    sizes.set(device, elasticSize(device, { width: share, height }));
  }
  return devices.flatMap((device) => {
    const size = sizes.get(device);
    return size ? [{ device, size }] : [];
  });
}

/** All with the same zoom, but for those that are too high for it. Next to desktops they leave room for these. */
function rigidSizes(
  space: { width: number; height: number },
  rigid: Device[],
  elasticWidth: number,
): [Device, Size][] {
  const wanted = widthOf(rigid);
  const sameZoom = space.width / (wanted + elasticWidth);
  const share =
    elasticWidth > 0 ? Math.max(LARGEST_PHONE_SHARE * space.width, wanted * sameZoom) : space.width;
  const most = elasticWidth > 0 ? Math.max(sameZoom, SMALLEST_PHONE_ZOOM) : 1;
  const limit = (device: Device) => Math.min(1, most, space.height / device.height);
  let left = { width: share, wanted };
  return rigid
    .toSorted((one, other) => limit(one) - limit(other))
    .map((device): [Device, Size] => {
      const size = rigidSize(device, Math.min(limit(device), left.width / left.wanted));
      left = { width: left.width - size.width, wanted: left.wanted - device.width };
      return [device, size];
    });
}

function rigidSize(device: Device, largest: number): Size {
  const width = Math.max(1, Math.floor(device.width * largest));
  const zoom = width / device.width;
  return { width, height: Math.max(1, Math.round(device.height * zoom)), zoom };
}

function elasticSize(device: Device, space: { width: number; height: number }): Size {
  const smallest = device.width > WIDE ? SMALLEST_WIDE_ZOOM : SMALLEST_DESKTOP_ZOOM;
  const largest = Math.min(1, Math.max(smallest, space.height / device.height));
  const width = Math.max(1, Math.floor(Math.min(device.width * largest, space.width)));
  return { width, height: space.height, zoom: Math.max(smallest, width / device.width) };
}

function widthOf(devices: Device[]): number {
  return devices.reduce((sum, device) => sum + device.width, 0);
}
