/** The finger of a touch screen: where it is drawn, and what it drags. */
import { beforeEach, expect, test, vi } from "vitest";
import { createFinger, type Finger } from "./finger";

let finger: Finger;
let iframe: HTMLIFrameElement;
const scrollBy = vi.fn();
const root = document.documentElement;

beforeEach(() => {
  root.dataset.touch = "true";
  document.body.innerHTML = "<main><iframe></iframe></main>";
  iframe = document.querySelector("iframe") as HTMLIFrameElement;
  vi.spyOn(iframe, "getBoundingClientRect").mockReturnValue({ x: 10, y: 200 } as DOMRect);
  (document.querySelector("main") as HTMLElement).scrollBy = scrollBy;
  scrollBy.mockClear();
  finger = createFinger(root);
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

test("a device without a touch screen has none", () => {
  root.dataset.touch = "false";
  finger.followFramed(iframe, { x: 5, y: 7, isDown: false, drags: false });
  expect(drawn()).toBeNull();
});

test("where a widget has nothing to scroll, the conversation follows the finger", () => {
  const at = (y: number, drags: boolean) => finger.followFramed(iframe, { x: 5, y, isDown: drags, drags });
  at(100, false);
  at(100, true);
  at(80, true);
  at(85, true);
  expect(scrollBy.mock.calls).toEqual([
    [{ top: 20, behavior: "instant" }],
    [{ top: -5, behavior: "instant" }],
  ]);
  scrollBy.mockClear();
  at(85, false);
  at(40, true);
  expect(scrollBy).not.toHaveBeenCalled();
});
