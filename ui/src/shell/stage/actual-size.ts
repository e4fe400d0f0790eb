/** Where each screen goes at life size: side by side, and beyond the space there is where they need more. */
import type { Device } from "../../bindings";
import type { Fitted, Space } from "./fit";
import { BEZEL, GAP } from "./fit-row";

export function actualScreens(space: Space, devices: Device[]): ReadonlyMap<string, Fitted> {
  const used = devices.reduce((sum, { width }) => sum + width + 2 * BEZEL, GAP * (devices.length - 1));
  let x = Math.max(0, Math.floor((space.width - used) / 2));
  return new Map(
    devices.map(({ id, width, height }) => {
      const place = { x, y: 0, width, height, zoom: 1 };
      x += width + 2 * BEZEL + GAP;
      return [id, place];
    }),
  );
}
