/**
 * Makes a finger of the mouse on a touch screen, as phones tell of one: while it is down pointer and touch events; after a tap
 * the mouse events and the click, at once and in their order; after a movement neither. Pointer events, `mouseup` and `click` are
 * the engine's own, so they are genuine and their defaults happen; touch events and the rest are dispatched.
 *
 * What cannot be: `:hover` holds under the mouse, as the engine sees nothing else. In fields, and in what the engine draws itself,
 * the press is that of a mouse, as only that places the caret or moves a slider.
 */
import { attempt, isAbove, later, of, on, reader, stopEvent } from "../originals";
import { wrapGetter } from "../recorder/wrapping";
import { createPanning } from "./panning";
import { createTouchEvents } from "./touch-events";

const { abs } = Math;

/** Pixels within which a finger stays where it is. Chosen: between those of iOS (10) and Android (8 and more). */
const SLOP = 10;
const OF_THE_ENGINE = "input,textarea,select,option,[contenteditable],audio,video";
const FOCUSABLE = `${OF_THE_ENGINE},button,summary,a[href],[tabindex]`;
/** What a mouse does when it only moves. */
const HOVERING = [
  "pointerover",
  "pointerout",
  "pointerenter",
  "pointerleave",
  "pointerrawupdate",
  "mouseover",
  "mouseout",
  "mouseenter",
  "mouseleave",
  "mousemove",
];

type Press = {
  target: EventTarget;
  path: EventTarget[];
  x: number;
  y: number;
  isBegun: boolean;
  isPrevented: boolean;
  hasMoved: boolean;
  /** What its movement does: not known yet, nothing of ours, scrolls what is around the widget, or something in it. */
  pan: "open" | "nothing" | "around" | { move: (dx: number, dy: number) => void; end: () => void };
};

/** Where it is in the frame; `drags` says that it moves what is around the widget. */
export type Finger = { x: number; y: number; isDown: boolean; drags: boolean } | null;

type Surroundings = {
  isTouch: () => boolean;
  /** Where the finger is; null once it has left. */
  show: (finger: Finger) => void;
};

/** Returns what listens in a document that is new. */
export function emulateTouch({ isTouch, show }: Surroundings): () => void {
  const events = createTouchEvents();
  const { clientX, clientY } = events;
  const panning = createPanning();
  const targetOf = reader<Event, "target">(Event, "target");
  const preventDefault = of(Event.prototype.preventDefault);
  const pathOf = of(Event.prototype.composedPath);
  const buttonOf = reader(MouseEvent, "button");
  const buttonsOf = reader(MouseEvent, "buttons");
  const typeOf = reader<PointerEvent, "pointerType">(PointerEvent, "pointerType");
  const relatedOf = reader(MouseEvent, "relatedTarget");
  const closest = of(Element.prototype.closest) as (element: Element, selector: string) => Element | null;
  const capture = of(Element.prototype.setPointerCapture);
  const release = of(Element.prototype.releasePointerCapture);
  const focus = of(HTMLElement.prototype.focus);
  const blur = of(HTMLElement.prototype.blur);
  let press: Press | null = null;
  let swallowsClick = false;

  wrapGetter(PointerEvent.prototype, "pointerType", (self, args, call) => {
    const type = call(args);
    return type === "mouse" && isTouch() && (self as Event).isTrusted ? "touch" : type;
  });

  const isElement = (target: EventTarget | undefined): boolean =>
    target !== undefined && isAbove(Element.prototype, target);
  const above = (target: EventTarget, selector: string): Element | null =>
    isElement(target) ? closest(target as Element, selector) : null;

  function swallow(event: Event): void {
    stopEvent(event);
    preventDefault(event);
  }

  function pointerDown(event: PointerEvent): void {
    if (buttonOf(event) !== 0) return;
    panning.hold();
    const path = pathOf(event);
    const target = path[0] ?? (targetOf(event) as EventTarget);
    press = {
      target,
      path,
      x: clientX(event),
      y: clientY(event),
      isBegun: false,
      isPrevented: false,
      hasMoved: false,
      pan: above(target, "input[type=range]") ? "nothing" : "open",
    };
    swallowsClick = false;
    events.pointer("pointerover", target, event, true);
    for (let index = path.length - 1; index >= 0; index -= 1) {
      if (isElement(path[index])) events.pointer("pointerenter", path[index] as EventTarget, event, false);
    }
    // As a finger does by itself.
    attempt(() => capture(target as Element, event.pointerId));
    const current = press;
    // A page that prevents the default of this hears no mouse event, but the touch.
    later(() => press === current && begin(event));
  }

  function begin(at: MouseEvent): void {
    if (!press || press.isBegun) return;
    press.isBegun = true;
    press.isPrevented = events.touch("touchstart", press.target, at, true);
  }

  function pointerMove(event: PointerEvent): void {
    if (!press) {
      stopEvent(event);
      return;
    }
    begin(event);
    const dx = clientX(event) - press.x;
    const dy = clientY(event) - press.y;
    if (abs(dx) + abs(dy) === 0) return;
    const isPrevented = events.touch("touchmove", press.target, event, !isPanning(press));
    if (!press.hasMoved && dx * dx + dy * dy < SLOP * SLOP) return;
    press.hasMoved = true;
    if (press.pan === "open") {
      const found = isPrevented || press.isPrevented ? "nothing" : panning.find(press.path, dx, dy);
      press.pan = typeof found === "function" ? panning.begin(found) : found;
      if (isPanning(press)) cancelPointer(press, event);
    }
    if (!isPanning(press)) return;
    stopEvent(event);
    if (typeof press.pan !== "object") return;
    press.pan.move(dx, dy);
    press.x += dx;
    press.y += dy;
  }

  const isPanning = ({ pan }: Press): boolean => pan === "around" || typeof pan === "object";

  /** From now on the movement is the engine's. */
  function cancelPointer(press: Press, event: PointerEvent): void {
    attempt(() => release(press.target as Element, event.pointerId));
    events.pointer("pointercancel", press.target, event, true);
    leave(press, event);
  }

  /** What enters with a finger leaves with it. */
  function leave({ target, path }: Press, at: MouseEvent): void {
    events.pointer("pointerout", target, at, true);
    for (let index = 0; index < path.length; index += 1) {
      if (isElement(path[index])) events.pointer("pointerleave", path[index] as EventTarget, at, false);
    }
  }

  function pointerUp(event: PointerEvent): void {
    if (!press || buttonOf(event) !== 0) return;
    begin(event);
    const current = press;
    if (isPanning(current)) stopEvent(event);
    // Without a mouse event after it.
    later(() => press === current && end(event));
  }

  /** Whether it was a tap, after which there are mouse events. */
  function end(at: MouseEvent): boolean {
    if (!press) return false;
    const { target, hasMoved, isPrevented, pan } = press;
    if (!isPanning(press)) leave(press, at);
    press = null;
    const isEndPrevented = events.touch("touchend", target, at, true);
    if (typeof pan === "object") pan.end();
    const isTap = !hasMoved && !isPrevented && !isEndPrevented;
    swallowsClick = !isTap;
    return isTap;
  }

  function cancel(event: PointerEvent): void {
    if (press?.isBegun) events.touch("touchcancel", press.target, event, false);
    press = null;
  }

  function mouseDown(event: MouseEvent): void {
    if (buttonOf(event) !== 0) return;
    stopEvent(event);
    if (!press) return;
    if (!above(press.target, OF_THE_ENGINE)) preventDefault(event);
    begin(event);
  }

  function mouseUp(event: MouseEvent): void {
    if (buttonOf(event) !== 0) return;
    const target = press?.target;
    if (!target || !end(event)) {
      swallow(event);
      return;
    }
    events.mouse("mousemove", target, event);
    if (!events.mouse("mousedown", target, event)) moveFocus(target);
  }

  function moveFocus(target: EventTarget): void {
    const to = above(target, FOCUSABLE);
    const from = document.activeElement;
    if (to) attempt(() => focus(to as HTMLElement, { preventScroll: true }));
    else if (from) attempt(() => blur(from as HTMLElement));
  }

  function click(event: Event): void {
    if (swallowsClick) swallow(event);
    swallowsClick = false;
  }

  function attach(): void {
    const heard = (type: string, task: (event: PointerEvent) => void) => {
      const whenTouched = (event: PointerEvent) => {
        const isMouse = typeof event.pointerId !== "number" || typeOf(event) === "mouse";
        if (event.isTrusted && isMouse && isTouch()) task(event);
      };
      on(window, type, whenTouched, { capture: true });
    };
    const tell = (event: PointerEvent, isDown: boolean) =>
      show({ x: clientX(event), y: clientY(event), isDown, drags: press?.pan === "around" });
    heard("pointerdown", (event) => {
      pointerDown(event);
      tell(event, true);
    });
    heard("pointermove", (event) => {
      // Let go where nobody heard of it.
      if (press && (buttonsOf(event) & 1) === 0) cancel(event);
      pointerMove(event);
      tell(event, press !== null);
    });
    heard("pointerup", (event) => {
      pointerUp(event);
      tell(event, false);
    });
    heard("pointercancel", cancel);
    heard("mousedown", mouseDown);
    heard("mouseup", mouseUp);
    heard("click", click);
    heard("dragstart", swallow);
    for (let index = 0; index < HOVERING.length; index += 1) {
      heard(HOVERING[index] as string, (event) => {
        stopEvent(event);
        if (HOVERING[index] === "mouseout" && !relatedOf(event)) show(null);
      });
    }
  }
  return attach;
}
