import { beforeEach, expect, it } from "vitest";
import { posing } from "./pose";

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
  const { pose, measure } = posing(window);
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

it("tells dialogs, which its own size does not reach, how large they are to be", () => {
  const { pose } = posing(window);
  pose(393, 852, 3);
  const told = ["--screen-width", "--screen-height", "--density"].map((property) =>
    document.documentElement.style.getPropertyValue(property),
  );
  expect(told).toEqual(["393px", "852px", "3"]);
});

it("has nothing hidden under a fullscreen widget", async () => {
  const { pose, measure } = posing(window);
  document.querySelector<HTMLElement>(".widget-place")?.setAttribute("data-mode", "fullscreen");
  pose(300, 400, 1);
  resize(300, 400);
  expect((await measure()).hidden).toBe(0);
});

it("is as before when it has rested", async () => {
  const { pose, rest } = posing(window);
  pose(393, 852, 3);
  resize(393, 852);
  await rest(393, 852);
  expect(document.body.getAttribute("style")).toBeNull();
  expect(document.documentElement.getAttribute("style") ?? "").toBe("");
});
