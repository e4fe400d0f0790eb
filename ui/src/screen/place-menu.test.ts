/** Where a menu opens. */
import { afterEach, expect, test, vi } from "vitest";
import { type Edge, placeMenu } from "./place-menu";

afterEach(() => vi.unstubAllGlobals());

/** The place of a menu of 240 × 140 on a phone, whose button ends at these edges. */
function placed(
  button: { top: number; right: number },
  height = 140,
  edge: Edge = "right",
): Record<string, string> {
  vi.stubGlobal("innerWidth", 393);
  vi.stubGlobal("innerHeight", 852);
  document.documentElement.style.setProperty("--safe-top", "59px");
  document.documentElement.style.setProperty("--safe-bottom", "34px");
  const anchor = document.createElement("div");
  anchor.getBoundingClientRect = () =>
    DOMRect.fromRect({ x: button.right - 180, y: button.top, width: 180, height: 44 });
  const menu = document.createElement("div");
  Object.defineProperties(menu, { offsetWidth: { value: 240 }, offsetHeight: { value: height } });
  placeMenu(menu, anchor, edge);
  const { left, top, maxHeight } = menu.style;
  return { left, top, maxHeight };
}

test("it opens below its button, and above where below is no room", () => {
  expect(placed({ top: 300, right: 377 })).toEqual({ left: "137px", top: "348px", maxHeight: "140px" });
  expect(placed({ top: 650, right: 377 })).toEqual({ left: "137px", top: "506px", maxHeight: "140px" });
});

test("it never leaves the screen: it moves away from the edges, and scrolls where it is too long", () => {
  expect(placed({ top: 300, right: 200 })).toEqual({ left: "8px", top: "348px", maxHeight: "140px" });
  expect(placed({ top: 300, right: 420 })).toEqual({ left: "145px", top: "348px", maxHeight: "140px" });
  expect(placed({ top: 300, right: 377 }, 900)).toEqual({ left: "137px", top: "348px", maxHeight: "462px" });
  expect(placed({ top: 650, right: 377 }, 900)).toEqual({ left: "137px", top: "67px", maxHeight: "579px" });
});

test("a keyboard leaves no room below", () => {
  const { style } = document.documentElement;
  style.setProperty("--keyboard-height", "336px");
  expect(placed({ top: 456, right: 377 })).toEqual({ left: "137px", top: "312px", maxHeight: "140px" });
  style.removeProperty("--keyboard-height");
});

test("it can begin where its button begins, and stays on the screen then too", () => {
  expect(placed({ top: 650, right: 204 }, 140, "left")).toEqual({
    left: "24px",
    top: "506px",
    maxHeight: "140px",
  });
  expect(placed({ top: 650, right: 377 }, 140, "left")).toEqual({
    left: "145px",
    top: "506px",
    maxHeight: "140px",
  });
});
