import { beforeEach, expect, it } from "vitest";
import { posing } from "./pose";
import { createScaling } from "./scale";

const SCREEN = `
  <main class="transcript">
    <article data-testid="tool-call" data-state="completed">
      <div class="widget-place" data-mode="inline"><div class="widget-clip"></div></div>
    </article>
  </main>`;

beforeEach(() => {
  document.body.innerHTML = SCREEN;
  document.body.removeAttribute("style");
  document.documentElement.removeAttribute("style");
});

function resize(width: number, height: number): void {
  Object.assign(window, { innerWidth: width, innerHeight: height });
}

it("is laid out as on its device and drawn larger, and says what is on it", async () => {
  const { pose, measure } = posing(window, createScaling(document));
  const clip = document.querySelector(".widget-clip") as Element;
  clip.getBoundingClientRect = () => new DOMRect(30, 60, 900, 300);
  const transcript = document.querySelector(".transcript") as Element;
  Object.defineProperties(transcript, { scrollHeight: { value: 900 }, clientHeight: { value: 700 } });
  pose(393, 852, 3);
  resize(1179, 2556);
  expect(document.body.style.transform).toBe("scale(3)");
  expect(document.body.style.width).toBe("393px");
  expect(await measure()).toEqual({
    width: 393,
    height: 852,
    hidden: 200,
    widget: { x: 10, y: 20, width: 300, height: 100 },
    seen: { state: "completed", mode: "inline" },
  });
});

it("has nothing hidden under a fullscreen widget", async () => {
  const { pose, measure } = posing(window, createScaling(document));
  document.querySelector<HTMLElement>(".widget-place")?.setAttribute("data-mode", "fullscreen");
  pose(300, 400, 1);
  resize(300, 400);
  expect((await measure()).hidden).toBe(0);
});

it("says so in the page for as long as it poses", async () => {
  const { pose, rest } = posing(window, createScaling(document));
  const poses = () => document.documentElement.hasAttribute("data-posing");
  pose(300, 400, 1);
  expect(poses()).toBe(true);
  resize(300, 400);
  await rest(300, 400);
  expect(poses()).toBe(false);
});

it("is as before when it has rested, on a small stage too", async () => {
  const scaling = createScaling(document);
  const { pose, rest } = posing(window, scaling);
  const style = () => [document.body, document.documentElement].map((one) => one.getAttribute("style") ?? "");
  pose(393, 852, 3);
  resize(393, 852);
  await rest(393, 852);
  expect(style()).toEqual(["", ""]);
  scaling.scale(393, 852, 0.5);
  const before = style();
  pose(393, 852, 3);
  expect(style()).not.toEqual(before);
  resize(196, 426);
  await rest(196, 426);
  expect(style()).toEqual(before);
});
