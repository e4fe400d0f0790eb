/**
 * The document's part in the keyboard of a touch screen, which the screen's page draws: the page hears where the field is that
 * has the focus, and tells how much of the window the keyboard covers. The layout stays as it is, as on iOS and, since
 * 2022, on Android; `visualViewport` becomes as high as what is left, and hears of it.
 */
import {
  apply,
  attempt,
  defineProperty,
  dispatchTo,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isAbove,
  later,
  lowerCase,
  of,
  on,
  reader,
} from "./originals";

/** In CSS pixels of the window, from its top. */
export type Field = { top: number; bottom: number };

/** `offset`: how far the page has moved the frame up, so that the field is in sight. */
export type Cover = { overlap: number; offset: number };

/** Types of `input` that nothing is typed into. */
const NO_TEXT = {
  __proto__: null,
  button: true,
  checkbox: true,
  color: true,
  file: true,
  hidden: true,
  image: true,
  radio: true,
  range: true,
  reset: true,
  submit: true,
} as unknown as Record<string, true | undefined>;

const CAPTURED = { capture: true, passive: true };

export type SoftKeyboard = ReturnType<typeof createSoftKeyboard>;

/** `report` is told of the field that has the focus, of null where there is none, and again after each press. */
export function createSoftKeyboard(report: (field: Field | null) => void) {
  const read = attempt(readers);
  const viewport = attempt(emulateViewport);
  let focused: Element | null = null;
  let isPressed = false;

  function tell(): void {
    const box = focused && read?.box(focused);
    report(box && read ? { top: read.top(box), bottom: read.bottom(box) } : null);
  }

  function attach(): void {
    if (!read) return;
    on(
      window,
      "focusin",
      (event: FocusEvent) => {
        const target = read.path(event)[0];
        if (!event.isTrusted || !read.isField(target)) return;
        focused = target as Element;
        tell();
      },
      CAPTURED,
    );
    on(
      window,
      "focusout",
      (event: FocusEvent) => {
        if (!event.isTrusted || !focused || read.isField(read.related(event))) return;
        focused = null;
        // What is pressed has to stay where it is until it is let go.
        if (!isPressed) tell();
      },
      CAPTURED,
    );
    on(
      window,
      "pointerdown",
      ({ isTrusted }) => {
        if (isTrusted) isPressed = true;
      },
      CAPTURED,
    );
    const released = ({ isTrusted }: Event) => {
      if (!isTrusted) return;
      isPressed = false;
      later(() => {
        // It may have had the focus before anybody pressed, or never have lost it when the window did.
        if (!focused && read.isField(read.active(document))) focused = read.active(document);
        tell();
      });
    };
    // To another part of the screen: not every engine tells the field. What its elements hear does not bubble up to here.
    on(window, "blur", ({ isTrusted }) => {
      if (!isTrusted || !focused) return;
      focused = null;
      if (!isPressed) tell();
    });
    on(window, "pointerup", released, CAPTURED);
    on(window, "pointercancel", released, CAPTURED);
  }

  /** The person has put the keyboard away. */
  function dismiss(): void {
    if (focused && read) read.blur(focused as HTMLElement);
  }

  return { attach, dismiss, cover: (cover: Cover) => viewport?.(cover) };
}

/** What is read of elements and events, by built-ins that are still the engine's. */
function readers() {
  const tag = reader(Element, "tagName");
  const type = reader(HTMLInputElement, "type");
  const isEditable = reader(HTMLElement, "isContentEditable");
  const attribute = of(Element.prototype.getAttribute);
  const isWritable = (element: Element): boolean =>
    attribute(element, "readonly") === null && attribute(element, "inputmode") !== "none";

  function isField(target: EventTarget | null | undefined): boolean {
    if (!target || !isAbove(HTMLElement.prototype, target)) return false;
    const element = target as HTMLElement;
    const name = lowerCase(tag(element));
    if (name === "input") return !NO_TEXT[type(element as HTMLInputElement)] && isWritable(element);
    return name === "textarea" ? isWritable(element) : isEditable(element) === true;
  }

  return {
    isField,
    path: of(Event.prototype.composedPath),
    active: reader(Document, "activeElement"),
    related: reader(FocusEvent, "relatedTarget"),
    blur: of(HTMLElement.prototype.blur),
    box: of(Element.prototype.getBoundingClientRect),
    top: reader(DOMRectReadOnly, "top"),
    bottom: reader(DOMRectReadOnly, "bottom"),
  };
}

/** Returns what tells the document's `visualViewport` how much is covered. It is the engine's own until something is. */
function emulateViewport(): ((cover: Cover) => void) | undefined {
  const { visualViewport } = window;
  if (!visualViewport) return undefined;
  const NativeEvent = Event;
  const getters = getPrototypeOf(visualViewport) as object;
  let current: Cover = { overlap: 0, offset: 0 };
  let isEmulated = false;

  function emulate(name: "height" | "offsetTop" | "pageTop", change: () => number): void {
    const native = getOwnPropertyDescriptor(getters, name);
    if (!native?.get) return;
    const { get } = native;
    defineProperty(getters, name, {
      ...native,
      get(this: VisualViewport) {
        const value = apply(get, this, []) as number;
        return this === visualViewport ? value + change() : value;
      },
    });
  }

  return (cover) => {
    if (!isEmulated) {
      isEmulated = true;
      emulate("height", () => -current.overlap);
      emulate("offsetTop", () => current.offset);
      emulate("pageTop", () => current.offset);
    }
    const before = current;
    current = cover;
    if (before.overlap !== cover.overlap) dispatchTo(visualViewport, new NativeEvent("resize"));
    if (before.offset !== cover.offset) dispatchTo(visualViewport, new NativeEvent("scroll"));
  };
}
