/** The events of a finger, at the place of a mouse event. The engine has the interfaces, but no touch screen that uses them. */
import { apply, dispatchTo, reader } from "../originals";

/** WebKit's own, which no type describes any more. */
type Makers = {
  createTouch: (view: Window, target: EventTarget, id: number, ...place: number[]) => Touch;
  createTouchList: (...touches: Touch[]) => TouchList;
};

/** Throws where the engine has no such events. */
export function createTouchEvents() {
  const { createTouch, createTouchList } = document as unknown as Makers;
  const screenX = reader(MouseEvent, "screenX");
  const screenY = reader(MouseEvent, "screenY");
  const clientX = reader(MouseEvent, "clientX");
  const clientY = reader(MouseEvent, "clientY");
  const ctrlKey = reader(MouseEvent, "ctrlKey");
  const shiftKey = reader(MouseEvent, "shiftKey");
  const altKey = reader(MouseEvent, "altKey");
  const metaKey = reader(MouseEvent, "metaKey");
  const place = (at: MouseEvent) => ({
    view: window,
    screenX: screenX(at),
    screenY: screenY(at),
    clientX: clientX(at),
    clientY: clientY(at),
    ctrlKey: ctrlKey(at),
    shiftKey: shiftKey(at),
    altKey: altKey(at),
    metaKey: metaKey(at),
  });
  const NativeTouchEvent = TouchEvent;
  const NativeMouseEvent = MouseEvent;
  const NativePointerEvent = PointerEvent;
  // Throws here rather than at the first touch.
  apply(createTouchList, document, []);
  let identifier = 0;
  /** Of the pointer that was told of last: mouse events have none. */
  let pointerId = 1;

  const listOf = (...touches: Touch[]): TouchList => apply(createTouchList, document, touches);

  /** Whether its default was prevented. A new finger has a new number. */
  function touch(type: string, target: EventTarget, at: MouseEvent, cancelable: boolean): boolean {
    if (type === "touchstart") identifier += 1;
    const finger = apply(createTouch, document, [
      window,
      target,
      identifier,
      clientX(at) + window.scrollX,
      clientY(at) + window.scrollY,
      screenX(at),
      screenY(at),
    ]) as Touch;
    const isDown = type === "touchstart" || type === "touchmove";
    const touches = isDown ? listOf(finger) : listOf();
    return !dispatchTo(
      target,
      new NativeTouchEvent(type, {
        ...place(at),
        bubbles: true,
        composed: true,
        cancelable,
        touches,
        targetTouches: touches,
        changedTouches: listOf(finger),
      } as unknown as TouchEventInit),
    );
  }

  /** One of the mouse events that follow a tap; whether its default was prevented. */
  function mouse(type: string, target: EventTarget, at: MouseEvent): boolean {
    const pressed = type === "mousedown" ? { buttons: 1, detail: 1 } : {};
    const options = { ...place(at), ...pressed, bubbles: true, composed: true, cancelable: true };
    return !dispatchTo(target, new NativeMouseEvent(type, options));
  }

  /** One of those around the press that a mouse has when it moves. */
  function pointer(type: string, target: EventTarget, at: MouseEvent, bubbles: boolean): void {
    pointerId = (at as PointerEvent).pointerId ?? pointerId;
    const options = { ...place(at), pointerId, pointerType: "touch", isPrimary: true };
    dispatchTo(target, new NativePointerEvent(type, { ...options, bubbles, composed: bubbles }));
  }

  return { touch, mouse, pointer, clientX, clientY };
}
