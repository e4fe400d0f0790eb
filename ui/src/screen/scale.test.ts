/** A page on a small stage: laid out as on its device, and drawn smaller. */
import { afterEach, expect, test, vi } from "vitest";
import { boxOf, scaleOfPage, screenSize } from "./device-lengths";
import { createScaling } from "./scale";

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.removeAttribute("style");
  document.documentElement.removeAttribute("style");
});

function laidOut(): Record<string, string> {
  const { width, height, transform } = document.body.style;
  return { width, height, transform };
}

const UNSCALED = { width: "", height: "", transform: "" };

test("it has the size of its device, which dialogs are told too, as they are not scaled with it", () => {
  const { scale } = createScaling(document);
  scale(393, 852, 0.5);
  expect(laidOut()).toEqual({ width: "393px", height: "852px", transform: "scale(0.5)" });
  const told = ["--screen-width", "--screen-height", "--screen-scale"].map((property) =>
    document.documentElement.style.getPropertyValue(property),
  );
  expect(told).toEqual(["393px", "852px", "0.5"]);
  scale(393, 852, 1);
  expect(laidOut()).toEqual(UNSCALED);
  expect(document.documentElement.getAttribute("style") ?? "").toBe("");
});

test("what changes while it poses for a picture holds afterwards", () => {
  const { scale, pose } = createScaling(document);
  const posed = { width: "393px", height: "852px", transform: "scale(3)" };
  pose({ width: 393, height: 852, scale: 3 });
  scale(320, 658, 0.4);
  expect(laidOut()).toEqual(posed);
  pose(null);
  expect(laidOut()).toEqual({ width: "320px", height: "658px", transform: "scale(0.4)" });
  pose({ width: 393, height: 852, scale: 3 });
  scale(320, 658, 1);
  expect(laidOut()).toEqual(posed);
  pose(null);
  expect(laidOut()).toEqual(UNSCALED);
});

test("lengths are those of the device, scaled or not", () => {
  vi.stubGlobal("innerWidth", 197);
  vi.stubGlobal("innerHeight", 427);
  const element = document.createElement("div");
  element.getBoundingClientRect = () => new DOMRect(10, 20, 30, 40);
  const lengths = () => [scaleOfPage(), screenSize(), boxOf(element)];
  expect(lengths()).toEqual([1, { width: 197, height: 427 }, new DOMRect(10, 20, 30, 40)]);
  createScaling(document).scale(393, 852, 0.5);
  expect(lengths()).toEqual([0.5, { width: 393, height: 852 }, new DOMRect(20, 40, 60, 80)]);
});
