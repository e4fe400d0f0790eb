/** The screens at life size: the stage scrolls, and what of them is beyond it is cut off. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Placement, StageZoom } from "../../bindings";
import { desktop, look, phone, stage } from "../fixtures/stage";
import { mountShell, texts, wasAsked } from "../testing";
import { actualScreens } from "./actual-size";

const AREA = { x: 440, y: 60, width: 700, height: 500 };
const SCROLLBAR = 15;

/** Lays out, as a browser would, the stage and what is in it. */
beforeEach(() => {
  const isStage = (element: Element) => (element as HTMLElement).dataset.testid === "stage";
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    if (isStage(this)) return new DOMRect(AREA.x, AREA.y, AREA.width, AREA.height);
    const frame = this.closest<HTMLElement>("[data-testid=screen-frame]");
    const area = this.closest<HTMLElement>("[data-testid=stage]");
    const { width, height } = (this as HTMLElement).style;
    const left = Number.parseFloat(frame?.style.left ?? "0") - (area?.scrollLeft ?? 0);
    const top = Number.parseFloat(frame?.style.top ?? "0") - (area?.scrollTop ?? 0);
    return new DOMRect(AREA.x + left, AREA.y + top, Number.parseFloat(width), Number.parseFloat(height));
  });
  const side = (name: "width" | "height") =>
    function (this: Element) {
      return isStage(this) ? AREA[name] - SCROLLBAR : 0;
    };
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockImplementation(side("width"));
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockImplementation(side("height"));
});
afterEach(() => vi.restoreAllMocks());

const within = { x: 440, y: 60, width: 685, height: 485 };
const at = (id: string, x: number, y: number, width: number, height: number): Placement => ({
  screen: id,
  x,
  y,
  width,
  height,
  zoom: 1,
});

async function mountAt(zoom: StageZoom, more: Parameters<typeof mountShell>[0] = {}) {
  const mounted = await mountShell({ look: () => ({ ...look, zoom }), ...more });
  await screen.findAllByTestId("screen-frame");
  const area = screen.getByTestId("stage");
  const scroll = (left: number, top: number) => {
    area.scrollLeft = left;
    area.scrollTop = top;
    fireEvent.scroll(area);
  };
  return { ...mounted, area, scroll };
}

test("a screen is as large as it is, beside the others, and cut off where the stage ends", async () => {
  const { area, backend } = await mountAt("actual");
  await wasAsked(
    backend,
    "placeScreens",
    [at("desktop", 440, 60, 1024, 768), at("phone", 1502, 60, 393, 852)],
    within,
  );
  expect([area.dataset.zoom, area.tabIndex, texts("screen-measures")]).toEqual([
    "actual",
    0,
    ["1024 × 768 · 100 %", "393 × 852 · 100 %"],
  ]);
});

test("the screens go along when the stage scrolls", async () => {
  const { backend, scroll } = await mountAt("actual");
  await waitFor(() => expect(backend.askedOf("placeScreens").length).toBe(1));
  scroll(300, 40);
  await wasAsked(
    backend,
    "placeScreens",
    [at("desktop", 140, 20, 1024, 768), at("phone", 1202, 20, 393, 852)],
    within,
  );
});

test("while the host places them it is told nothing else, and then the last of all", async () => {
  const answers: (() => void)[] = [];
  const { backend, scroll } = await mountAt("actual", {
    placeScreens: () => new Promise<null>((resolve) => answers.push(() => resolve(null))),
  });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await waitFor(() => expect(answers.length).toBe(1));
  for (const left of [10, 20, 30]) {
    scroll(left, 0);
    await frame();
    await frame();
  }
  expect(answers.length).toBe(1);
  answers[0]?.();
  await waitFor(() => expect(answers.length).toBe(2));
  const told = backend.askedOf("placeScreens").map(([placements]) => (placements as Placement[])[0]?.x);
  expect(told).toEqual([440, 410]);
});

test("those that fit stand in the middle", () => {
  const places = actualScreens({ width: 1000, height: 500 }, [
    phone.device,
    { ...phone.device, id: "screen-2" },
  ]);
  expect([...places.values()]).toEqual([
    { x: 79, y: 0, width: 393, height: 852, zoom: 1 },
    { x: 510, y: 0, width: 393, height: 852, zoom: 1 },
  ]);
});

test("where all are to be seen nothing is cut off", async () => {
  const { area, backend } = await mountAt("fit");
  await waitFor(() => expect(backend.askedOf("placeScreens").length).toBeGreaterThan(0));
  expect(backend.askedOf("placeScreens").map(([, cut]) => cut)).toEqual([null]);
  expect([area.dataset.zoom, area.tabIndex]).toEqual(["fit", -1]);
});

test("the size is chosen in the toolbar and kept", async () => {
  const { backend, click } = await mountAt("fit");
  await click("zoom-actual");
  await wasAsked(backend, "saveLook", { ...look, zoom: "actual" });
});

test("where the system cannot cut a screen off, all are to be seen", async () => {
  const { area } = await mountAt("actual", {
    stage: () => ({ ...stage, screens: [desktop], cutsOff: false }),
  });
  expect(area.dataset.zoom).toBe("fit");
  expect((screen.getByTestId("zoom-actual") as HTMLButtonElement).disabled).toBe(true);
});
