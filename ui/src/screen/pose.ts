/**
 * How the page poses for a picture: laid out as on its device, and drawn larger, so that a picture has the device's own
 * pixels. The engine's zoom would do as much, but makes the lines of drawings too thick (WebKitGTK 2.50). The program asks,
 * and no frame can. All lengths are CSS pixels of the device.
 */
import type { CallState, DisplayMode } from "../bindings";
import { boxOf } from "./device-lengths";
import type { Layout, Scaling } from "./scale";

export type Box = { x: number; y: number; width: number; height: number };

export type Measures = {
  width: number;
  height: number;
  /** How much of the conversation has no room on the screen; 0 under what covers it. */
  hidden: number;
  /** The newest widget; the one in a modal where there is one. Absent where none is shown. */
  widget: Box | null;
  seen: Seen;
};

/** What is shown of the newest call: how it stands, and the mode of its widget. */
export type Seen = { state: CallState | null; mode: DisplayMode | null };

export type Posing = {
  /** To be called before the view is made as large. */
  pose: (width: number, height: number, density: number) => void;
  /** When the view is as large and is drawn so. */
  measure: () => Promise<Measures>;
  /** To be called after the view is back in its place, where it is this large. Settles when it is drawn. */
  rest: (width: number, height: number) => Promise<void>;
};

declare global {
  interface Window {
    __greenroomPosing?: Posing;
  }
}

/** Frames that the page may take to become as large as it is to be. */
const PATIENCE = 300;
/** What was drawn before is gone after so many. */
const DRAWN = 2;

/** Lets the program take pictures of the page. */
export function offerPosing(page: Window, scaling: Scaling): void {
  const value = Object.freeze(posing(page, scaling));
  Object.defineProperty(page, "__greenroomPosing", { value, writable: false, configurable: false });
}

export function posing(page: Window, scaling: Scaling): Posing {
  let posed: Layout = { width: 0, height: 0, scale: 1 };
  return {
    pose: (width, height, density) => {
      posed = { width, height, scale: density };
      scaling.pose(posed);
    },
    measure: async () => {
      await isAsLarge(page, posed.width * posed.scale, posed.height * posed.scale);
      return measures(page.document, posed);
    },
    rest: async (width, height) => {
      await isAsLarge(page, width, height);
      scaling.pose(null);
      await frames(page, DRAWN);
    },
  };
}

async function isAsLarge(page: Window, width: number, height: number): Promise<void> {
  const fits = () => Math.abs(page.innerWidth - width) <= 2 && Math.abs(page.innerHeight - height) <= 2;
  for (let waited = 0; !fits() && waited < PATIENCE; waited += 1) await frames(page, 1);
  if (!fits()) throw new Error(`It is ${page.innerWidth} by ${page.innerHeight} pixels large.`);
  await frames(page, DRAWN);
}

async function frames(page: Window, count: number): Promise<void> {
  for (let drawn = 0; drawn < count; drawn += 1) {
    await new Promise((next) => page.requestAnimationFrame(next));
  }
}

function measures(document: Document, { width, height }: Layout): Measures {
  const transcript = document.querySelector(".transcript");
  const modal = document.querySelector(".modal-clip");
  const isCovered = modal !== null || document.querySelector(".widget-place[data-mode=fullscreen]") !== null;
  const out = document.querySelector(".widget-place:not([data-mode=inline]) .widget-clip");
  const inline = [...document.querySelectorAll(".widget-place .widget-clip")].at(-1);
  const widget = modal ?? out ?? inline;
  return {
    width,
    height,
    hidden: transcript && !isCovered ? transcript.scrollHeight - transcript.clientHeight : 0,
    widget: widget ? box(widget) : null,
    seen: seen(document),
  };
}

function seen(document: Document): Seen {
  const calls = document.querySelectorAll<HTMLElement>("[data-testid=tool-call]");
  const newest = [...calls].at(-1);
  const place = newest?.querySelector<HTMLElement>(".widget-place");
  return {
    state: (newest?.dataset.state ?? null) as CallState | null,
    mode: (place?.dataset.mode ?? null) as DisplayMode | null,
  };
}

function box(element: Element): Box {
  const { x, y, width, height } = boxOf(element);
  return { x, y, width, height };
}
