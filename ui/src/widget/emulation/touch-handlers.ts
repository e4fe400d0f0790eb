/** `ontouchstart` and its like, by which pages ask whether there is a touch screen: there where there is one. */
import { apply, defineProperty, deleteProperty, of } from "../originals";

const NAMES = ["touchstart", "touchmove", "touchend", "touchcancel"];

type Handler = (event: Event) => unknown;
type Handlers = Record<string, Handler | null>;

/** Call it again when that changes. */
export function createTouchHandlers(): (isTouch: boolean) => void {
  const handlers = new WeakMap<object, Handlers>();
  const handlersOf = of(WeakMap.prototype.get) as (
    map: typeof handlers,
    target: object,
  ) => Handlers | undefined;
  const note = of(WeakMap.prototype.set);
  const listen = of(EventTarget.prototype.addEventListener);
  const owners: object[] = [window, Document.prototype, HTMLElement.prototype, SVGElement.prototype];

  function set(target: EventTarget, name: string, handler: unknown): void {
    const own = handlersOf(handlers, target) ?? (Object.create(null) as Handlers);
    note(handlers, target, own);
    if (own[name] === undefined) {
      listen(target, name, (event) => {
        const current = own[name];
        if (current && apply(current, target, [event]) === false) event.preventDefault();
      });
    }
    own[name] = typeof handler === "function" ? (handler as Handler) : null;
  }

  return (isTouch) => {
    for (let index = 0; index < owners.length * NAMES.length; index += 1) {
      const owner = owners[index % owners.length] as object;
      const name = NAMES[(index / owners.length) | 0] as string;
      if (!isTouch) {
        deleteProperty(owner, `on${name}`);
        continue;
      }
      defineProperty(owner, `on${name}`, {
        configurable: true,
        enumerable: true,
        get(this: object | undefined) {
          return handlersOf(handlers, this ?? window)?.[name] ?? null;
        },
        set(this: EventTarget | undefined, handler: unknown) {
          set(this ?? window, name, handler);
        },
      });
    }
  };
}
