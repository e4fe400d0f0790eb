/**
 * The finger over a touch screen: a circle that follows the mouse, over the page and over the widgets, whose scripts tell where it
 * is in their frames. Drawn over the conversation, it scrolls that.
 */
import { scaleOfPage } from "./device-lengths";
import "./finger.css";

/** In a widget's frame, in its pixels; null once it has left. `drags` says that the widget has nothing to scroll under it. */
export type FramedFinger = { x: number; y: number; isDown: boolean; drags: boolean } | null;

export type Finger = ReturnType<typeof createFinger>;

/** Within so many pixels of the device it is a tap. Chosen, as in widgets. */
const SLOP = 10;

export function createFinger(root: HTMLElement) {
  const circle = document.createElement("div");
  circle.className = "finger";
  circle.setAttribute("aria-hidden", "true");
  circle.hidden = true;
  // In the top layer, where dialogs are.
  circle.popover = "manual";
  let below: Element | null = null;
  /** How high it was in the view when it was told of last; null while it is up. */
  let height: number | null = null;

  const isTouch = () => root.dataset.touch === "true";

  /** In pixels of the view, as the top layer is not scaled with the page. */
  function show(x: number, y: number, isDown: boolean): void {
    // Where a page is drawn anew it is there again.
    if (!circle.isConnected) document.body.append(circle);
    const dialog = document.querySelector("dialog[open]");
    if (circle.hidden || dialog !== below) lift(dialog);
    circle.hidden = !isTouch();
    circle.dataset.down = String(isDown);
    circle.style.translate = `${x}px ${y}px`;
  }

  /** What came to the top layer last is on top. */
  function lift(dialog: Element | null): void {
    below = dialog;
    circle.hidePopover?.();
    circle.showPopover?.();
  }

  function hide(): void {
    circle.hidden = true;
    height = null;
  }

  /** The same place of the area stays under it, if there is one that it drags. */
  function moveTo(y: number, isDown: boolean, area: Element | null): void {
    if (height !== null && area) {
      area.scrollBy({ top: (height - y) / scaleOfPage(), behavior: "instant" });
    }
    height = isDown ? y : null;
  }

  function followFramed(iframe: HTMLIFrameElement, finger: FramedFinger): void {
    if (!finger) {
      hide();
      return;
    }
    const frame = iframe.getBoundingClientRect();
    const scale = scaleOfPage();
    const y = frame.y + finger.y * scale;
    show(frame.x + finger.x * scale, y, finger.isDown);
    moveTo(y, finger.isDown, finger.drags ? iframe.closest("main") : null);
  }

  let press: { area: Element; y: number; hasMoved: boolean } | null = null;

  function move({ clientX, clientY, buttons, pointerType }: PointerEvent): void {
    if (pointerType !== "mouse") return;
    const isDown = (buttons & 1) === 1;
    show(clientX, clientY, isDown);
    if (!isDown) press = null;
    if (press && Math.abs(clientY - press.y) > SLOP * scaleOfPage()) press.hasMoved = true;
    moveTo(clientY, isDown, isTouch() && press?.hasMoved ? press.area : null);
  }

  function down(event: PointerEvent): void {
    move(event);
    const area = event.target instanceof Element && event.target.closest("main");
    press = area && event.button === 0 ? { area, y: event.clientY, hasMoved: false } : null;
  }

  let swallowsClick = false;

  function up(event: PointerEvent): void {
    swallowsClick = isTouch() && press?.hasMoved === true;
    press = null;
    move(event);
  }

  function click(event: Event): void {
    if (swallowsClick) {
      event.stopImmediatePropagation();
      event.preventDefault();
    }
    swallowsClick = false;
  }

  window.addEventListener("pointermove", move, true);
  window.addEventListener("pointerdown", down, true);
  window.addEventListener("pointerup", up, true);
  window.addEventListener("click", click, true);
  root.addEventListener("pointerleave", hide);
  return { followFramed };
}
