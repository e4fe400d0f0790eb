/**
 * Where each screen goes in the space there is, and how large it is drawn. They stand side by side, in as few rows as
 * leave each legible. Within a row all have the same zoom, so that they compare, unless a phone would become illegible.
 * Every device keeps its proportions, so that what widgets are told of it is true. Nothing is drawn larger than life.
 */
import type { Device } from "../../bindings";
import { BEZEL, fitRow, GAP, type Size, TITLE_HEIGHT } from "./fit-row";

export type Space = { width: number; height: number };

/**
 * Where the frame begins in the space, and the rectangle of the screen within it, in CSS pixels of the shell; its page is
 * `zoom` times smaller than its CSS size.
 */
export type Fitted = Size & { x: number; y: number };

/** Below it nothing can be read. */
const LEGIBLE = 0.3;

export function fitScreens(space: Space, devices: Device[]): ReadonlyMap<string, Fitted> {
  const best = fewestRows(space, devices);
  let y = 0;
  const places = best.flatMap((row) => {
    const used = row.reduce((sum, { size }) => sum + size.width + 2 * BEZEL, GAP * (row.length - 1));
    let x = Math.max(0, Math.floor((space.width - used) / 2));
    const placed = row.map(({ device, size }): [string, Fitted] => {
      const place = { x, y, ...size };
      x += size.width + 2 * BEZEL + GAP;
      return [device.id, place];
    });
    y += Math.max(...row.map(({ size }) => size.height)) + TITLE_HEIGHT + 2 * BEZEL + GAP;
    return placed;
  });
  return new Map(places);
}

type Row = { device: Device; size: Size }[];

/** The fewest rows that can leave each legible, or else any; parted so that they are most legible together. */
function fewestRows(space: Space, devices: Device[]): Row[] {
  let best: { rows: Row[]; isLegible: boolean; score: number } = { rows: [], isLegible: false, score: 0 };
  for (const parts of partings(devices)) {
    if (best.isLegible && parts.length > best.rows.length) break;
    const height = Math.floor((space.height - GAP * (parts.length - 1)) / parts.length);
    const rows = parts.map((row) => fitRow({ width: space.width, height }, row));
    const legibilities = rows.flat().map(({ size }) => size.zoom);
    const isLegible = legibilities.every((legibility) => legibility >= LEGIBLE);
    // A product: what makes a small one smaller weighs more than what makes a large one larger.
    const score = legibilities.reduce((product, legibility) => product * legibility, 1);
    if (isLegible === best.isLegible ? score > best.score : isLegible) best = { rows, isLegible, score };
  }
  return best.rows;
}

/** Every way to part them into rows without changing their order, those with the fewest rows first. */
function partings(devices: Device[]): Device[][][] {
  const [first, ...rest] = devices;
  if (!first) return [];
  if (rest.length === 0) return [[[first]]];
  const ways = partings(rest).flatMap(([row = [], ...rows]) => [
    [[first, ...row], ...rows],
    [[first], row, ...rows],
  ]);
  return ways.toSorted((one, other) => one.length - other.length);
}
