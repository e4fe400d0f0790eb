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

export function fitRow(
  space: { width: number; height: number },
  devices: Device[],
): { device: Device; size: Size }[] {
  const height = Math.max(SMALLEST, Math.floor(space.height) - TITLE_HEIGHT - 2 * BEZEL);
  const width = Math.max(SMALLEST, space.width - GAP * (devices.length - 1) - 2 * BEZEL * devices.length);
  const sizes = new Map(sizesOf({ width, height }, devices));
  return devices.flatMap((device) => {
    const size = sizes.get(device);
    return size ? [{ device, size }] : [];
  });
}

/** Phones that would be illegible beside desktops get more of the width than their share, and these what is left. */
function sizesOf(space: { width: number; height: number }, devices: Device[]): [Device, Size][] {
  const phones = devices.filter(({ form }) => form === "phone");
  const desktops = devices.filter(({ form }) => form === "desktop");
  const sameZoom = space.width / widthOf(devices);
  if (phones.length === 0 || desktops.length === 0 || sameZoom >= SMALLEST_PHONE_ZOOM) {
    return sameZoomed(space, devices, 1);
  }
  const share = Math.max(LARGEST_PHONE_SHARE * space.width, widthOf(phones) * sameZoom);
  const sizes = sameZoomed({ ...space, width: share }, phones, SMALLEST_PHONE_ZOOM);
  const rest = space.width - sizes.reduce((sum, [, size]) => sum + size.width, 0);
  return [...sizes, ...sameZoomed({ ...space, width: rest }, desktops, 1)];
}

/** All with the same zoom, but for those that are too high for it. */
function sameZoomed(
  space: { width: number; height: number },
  devices: Device[],
  largest: number,
): [Device, Size][] {
  const limit = (device: Device) => Math.min(largest, space.height / device.height);
  let left = { width: space.width, wanted: widthOf(devices) };
  return devices
    .toSorted((one, other) => limit(one) - limit(other))
    .map((device): [Device, Size] => {
      const size = sizeOf(device, Math.min(limit(device), left.width / left.wanted));
      left = { width: left.width - size.width, wanted: left.wanted - device.width };
      return [device, size];
    });
}

function sizeOf(device: Device, largest: number): Size {
  const width = Math.max(1, Math.floor(device.width * largest));
  const zoom = width / device.width;
  return { width, height: Math.max(1, Math.round(device.height * zoom)), zoom };
}

function widthOf(devices: Device[]): number {
  return devices.reduce((sum, device) => sum + device.width, 0);
}
