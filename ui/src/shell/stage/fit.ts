/**
 * How large each screen is drawn in the space there is. Side by side, a desktop and a phone have the same zoom,
 * so that they compare, unless the phone would become illegible. A phone keeps its proportions; a desktop takes
 * the rest and grows in height, as a window would. Nothing is drawn larger than life, and a desktop that would
 * become illegible is given a narrower window instead.
 */
import type { Device } from "../../bindings";

export type Space = { width: number; height: number };

/** The rectangle in CSS pixels of the shell; its page is `zoom` times smaller than its CSS size. */
export type Fitted = { width: number; height: number; zoom: number };

/** Between two frames, and around a screen within its frame. */
export const GAP = 20;
export const BEZEL = 9;
export const TITLE_HEIGHT = 32;

const LARGEST_PHONE_SHARE = 0.45;
const SMALLEST_PHONE_ZOOM = 0.6;
const SMALLEST = 40;
const SMALLEST_DESKTOP_ZOOM = 0.45;

export function fitScreens(space: Space, devices: Device[]): ReadonlyMap<string, Fitted> {
  const height = Math.max(SMALLEST, space.height - TITLE_HEIGHT - 2 * BEZEL);
  const width = Math.max(SMALLEST, space.width - GAP * (devices.length - 1) - 2 * BEZEL * devices.length);
  const phones = devices.filter((device) => device.form === "phone");
  const desktops = devices.filter((device) => device.form === "desktop");
  const sameZoom = width / devices.reduce((sum, device) => sum + device.width, 0);
  const share = (desktops.length > 0 ? width * LARGEST_PHONE_SHARE : width) / Math.max(1, phones.length);
  const wanted = (phone: Device) => phone.width * Math.max(sameZoom, SMALLEST_PHONE_ZOOM);
  const fitted = phones.map((phone): [string, Fitted] => [
    phone.id,
    fitPhone(phone, { width: Math.min(wanted(phone), share), height }),
  ]);
  const rest = width - fitted.reduce((sum, [, one]) => sum + one.width, 0);
  const each = { width: Math.max(SMALLEST, rest / Math.max(1, desktops.length)), height };
  return new Map([...desktops.map((one): [string, Fitted] => [one.id, fitDesktop(one, each)]), ...fitted]);
}

function fitPhone(device: Device, space: Space): Fitted {
  const largest = Math.min(1, space.width / device.width, space.height / device.height);
  const width = Math.floor(device.width * largest);
  const zoom = width / device.width;
  return { width, height: Math.round(device.height * zoom), zoom };
}

function fitDesktop(device: Device, space: Space): Fitted {
  const width = Math.floor(Math.min(device.width, space.width));
  const zoom = Math.max(SMALLEST_DESKTOP_ZOOM, width / device.width);
  return { width, height: Math.floor(space.height), zoom };
}
