/** The finger of a touch screen: where it is drawn, and what it drags. */
import { beforeEach, expect, test, vi } from "vitest";
import { createFinger } from "./finger";
import { createScaling } from "./scale";

let iframe: HTMLIFrameElement;
const scrollBy = vi.fn();
const root = document.documentElement;
const finger = createFinger(root);

beforeEach(() => {
  root.dataset.touch = "true";
  document.body.innerHTML = "<main><iframe></iframe></main>";
  iframe = document.querySelector("iframe") as HTMLIFrameElement;
  vi.spyOn(iframe, "getBoundingClientRect").mockReturnValue({ x: 10, y: 200 } as DOMRect);
  (document.querySelector("main") as HTMLElement).scrollBy = scrollBy;
  scrollBy.mockClear();
  finger.followFramed(iframe, null);
});

/** Where it is drawn, or nothing. */
function drawn(): { place: string; isDown: string | undefined } | null {
  const circles = document.querySelectorAll<HTMLElement>(".finger:not([hidden])");
  const circle = circles[circles.length - 1];
  return circle ? { place: circle.style.translate, isDown: circle.dataset.down } : null;
}

test("over a widget it is where the widget's script says, in the page", () => {
  finger.followFramed(iframe, { x: 5, y: 7, isDown: false, drags: false });
  expect(drawn()).toEqual({ place: "15px 207px", isDown: "false" });
  finger.followFramed(iframe, { x: 6, y: 7, isDown: true, drags: false });
  expect(drawn()).toEqual({ place: "16px 207px", isDown: "true" });
  finger.followFramed(iframe, null);
  expect(drawn()).toBeNull();
});

test("on a page that is drawn smaller it is where the mouse is, and drags as far as that", () => {
  const { scale } = createScaling(document);
  scale(393, 852, 0.5);
  finger.followFramed(iframe, { x: 20, y: 40, isDown: true, drags: false });
  expect(drawn()).toEqual({ place: "20px 220px", isDown: "true" });
  finger.followFramed(iframe, { x: 20, y: 20, isDown: true, drags: true });
  expect(scrollBy.mock.calls).toEqual([[{ top: 20, behavior: "instant" }]]);
  scale(393, 852, 1);
});

test("a device without a touch screen has none", () => {
  root.dataset.touch = "false";
  finger.followFramed(iframe, { x: 5, y: 7, isDown: false, drags: false });
  expect(drawn()).toBeNull();
});

test("where a widget has nothing to scroll, the conversation follows the finger", () => {
  const at = (y: number, isDown: boolean, drags: boolean) =>
    finger.followFramed(iframe, { x: 5, y, isDown, drags });
  at(100, false, false);
  at(90, true, false);
  at(80, true, true);
  at(85, true, true);
  at(85, false, true);
  at(40, true, false);
  expect(scrollBy.mock.calls).toEqual([
    [{ top: 10, behavior: "instant" }],
    [{ top: -5, behavior: "instant" }],
    [{ top: 0, behavior: "instant" }],
  ]);
});

test("drawn over the page it scrolls the conversation, and presses nothing", () => {
  const main = document.querySelector("main") as HTMLElement;
  const clicked = vi.fn();
  main.addEventListener("click", clicked);
  const point = (type: string, clientY: number, buttons: number) =>
    main.dispatchEvent(
      new PointerEvent(type, {
        clientX: 5,
        clientY,
        buttons,
        button: 0,
        pointerType: "mouse",
        bubbles: true,
      }),
    );
  point("pointerdown", 300, 1);
  point("pointermove", 295, 1);
  point("pointermove", 280, 1);
  point("pointerup", 280, 0);
  main.click();
  expect(scrollBy.mock.calls).toEqual([[{ top: 15, behavior: "instant" }]]);
  expect(clicked).not.toHaveBeenCalled();
  main.click();
  expect(clicked).toHaveBeenCalledOnce();
});
