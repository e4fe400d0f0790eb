/** A finger that is drawn over what scrolls scrolls it, and lets go of it with some speed. */
import { attempt, isAbove, nextFrame, now, of, placeInText, reader, styleOf } from "../originals";

const { abs, sign } = Math;

/** Of the speed, what is left of it after a frame, and where it ends; in pixels a millisecond. Chosen. */
const FRICTION = 0.95;
const STANDSTILL = 0.02;
const FRAME = 16;
/** A finger that rests before it is lifted throws nothing. */
const REST = 60;

type Scroll = (dx: number, dy: number) => void;

export type Panning = ReturnType<typeof createPanning>;

export function createPanning() {
  const scrollBy = of(Element.prototype.scrollBy) as (element: Element, options: ScrollToOptions) => void;
  const top = reader<Element, "scrollTop">(Element, "scrollTop");
  const left = reader<Element, "scrollLeft">(Element, "scrollLeft");
  const scrollHeight = reader<Element, "scrollHeight">(Element, "scrollHeight");
  const scrollWidth = reader<Element, "scrollWidth">(Element, "scrollWidth");
  const clientHeight = reader<Element, "clientHeight">(Element, "clientHeight");
  const clientWidth = reader<Element, "clientWidth">(Element, "clientWidth");
  let run = 0;

  const isElement = (target: EventTarget): target is Element => isAbove(Element.prototype, target);

  /** Whether it could go further in this direction of the content, which is against the finger's. */
  function hasRoom(element: Element, isVertical: boolean, direction: number): boolean {
    const at = isVertical ? top(element) : left(element);
    const room = isVertical
      ? scrollHeight(element) - clientHeight(element)
      : scrollWidth(element) - clientWidth(element);
    if (room < 1) return false;
    if (element !== document.scrollingElement) {
      const style = styleOf(element);
      const overflow = isVertical ? style.overflowY : style.overflowX;
      if (overflow !== "auto" && overflow !== "scroll") return false;
    }
    return direction > 0 ? at < room - 1 : direction < 0 ? at > 0 : true;
  }

  function allows(element: Element, isVertical: boolean): boolean {
    const action = styleOf(element).touchAction || "auto";
    if (action === "auto" || action === "manipulation") return true;
    return placeInText(action, isVertical ? "pan-y" : "pan-x") >= 0;
  }

  /**
   * What this movement of the finger scrolls, from the innermost of the path outwards: what is around the widget, if nothing in it
   * can; and nothing where `touch-action` forbids.
   */
  function find(path: EventTarget[], dx: number, dy: number): Scroll | "around" | "nothing" {
    const isVertical = abs(dy) >= abs(dx);
    const direction = -sign(isVertical ? dy : dx);
    for (let index = 0; index < path.length; index += 1) {
      const element = path[index] as EventTarget;
      if (!isElement(element)) continue;
      if (!attempt(() => allows(element, isVertical))) return "nothing";
      if (!hasRoom(element, isVertical, direction)) continue;
      return (x, y) => {
        scrollBy(element, {
          left: isVertical ? 0 : -x,
          top: isVertical ? -y : 0,
          behavior: "instant",
        });
      };
    }
    return "around";
  }

  function begin(scroll: Scroll) {
    run += 1;
    const current = run;
    let at = now();
    let vx = 0;
    let vy = 0;

    function move(dx: number, dy: number): void {
      const time = now() - at || 1;
      at += time;
      vx = dx / time;
      vy = dy / time;
      scroll(dx, dy);
    }

    function glide(): void {
      if (run !== current || abs(vx) + abs(vy) < STANDSTILL) return;
      scroll(vx * FRAME, vy * FRAME);
      vx *= FRICTION;
      vy *= FRICTION;
      nextFrame(glide);
    }

    const end = () => {
      if (now() - at < REST) nextFrame(glide);
    };
    return { move, end };
  }

  /** A finger that comes down holds what still moves. */
  const hold = () => {
    run += 1;
  };
  return { find, begin, hold };
}
