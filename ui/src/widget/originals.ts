/**
 * The built-ins that this script uses, taken before the author's scripts run: a page that replaces or breaks
 * them later breaks only itself.
 *
 * A method that is looked up when it is called is the page's. So the rest of this script calls none: it uses what is
 * here, indices in place of iterators, objects without a prototype where the engine reads options, and `await` nowhere.
 */
type Method<This, Arguments extends unknown[], Result> = (this: This, ...rest: Arguments) => Result;

/** The method as a function of its object. */
function of<This, Arguments extends unknown[], Result>(
  method: Method<This, Arguments, Result>,
): (target: This, ...rest: Arguments) => Result {
  return Function.prototype.call.bind(method) as (target: This, ...rest: Arguments) => Result;
}

/** What reads this property of such objects. */
function reader<Owner extends object, Name extends keyof Owner & string>(
  { prototype }: { prototype: Owner },
  name: Name,
): (owner: Owner) => Owner[Name] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return get ? of(get as Method<Owner, [], Owner[Name]>) : (owner) => owner[name];
}

export const { parse, stringify } = JSON;
export const { isArray } = Array;
export const { isFinite: isFiniteNumber } = Number;
export const { keys } = Object;
export const { set, defineProperty } = Reflect;
export const now: () => number = performance.now.bind(performance);
export const sliceText = of(String.prototype.slice);
export const placeInText = of(String.prototype.indexOf);
export const NativePromise = Promise;
export const NativeError = Error;
export const NativeTypeError = TypeError;

export const NativeCustomEvent = CustomEvent;
export const dataOf = reader(MessageEvent, "data");
export const sourceOf = reader(MessageEvent, "source");
export const stop = of(MessageEvent.prototype.stopImmediatePropagation);
export const dispatch: (event: Event) => boolean = window.dispatchEvent.bind(window);
type Listen = [type: string, listener: (event: Event) => void, options: AddEventListenerOptions];
const listen = of<EventTarget, Listen, void>(EventTarget.prototype.addEventListener);
const listenToWindow: (...listen: Listen) => void = window.addEventListener.bind(window);

export const NativeFileReader = FileReader;
export const readAsDataUrl = of(FileReader.prototype.readAsDataURL);
export const readResult = reader(FileReader, "result");
export const sizeOf = reader(Blob, "size");
export const typeOf = reader(Blob, "type");
export const nameOf = reader(File, "name");

export const NativeResizeObserver = ResizeObserver;
export const NativeMutationObserver = MutationObserver;
export const observeSize = of(ResizeObserver.prototype.observe);
export const observeChanges = of(MutationObserver.prototype.observe);
export const styleOf: typeof getComputedStyle = window.getComputedStyle.bind(window);
const setTimeoutOf = window.setTimeout.bind(window);
const requestFrameOf = window.requestAnimationFrame.bind(window);

export const later: (task: () => void) => void = (task) => void setTimeoutOf(quietly(task));
export const nextFrame: (task: () => void) => void = (task) => void requestFrameOf(quietly(task));

/** Whether the engine counts what happens now as the person's doing; it may not know. */
export const isActivated: () => boolean =
  "userActivation" in navigator
    ? reader(UserActivation, "isActive").bind(null, navigator.userActivation)
    : () => true;

/** A number that no script can guess, in 32 hexadecimal digits or fewer. */
export function freshKey(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  let key = "";
  for (let index = 0; index < 4; index += 1) key += (parts[index] as number).toString(16);
  return key;
}

export function on<Heard extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: Heard) => void,
  options: AddEventListenerOptions = {},
): void {
  const bare = {
    __proto__: null,
    capture: options.capture === true,
    passive: options.passive === true,
  } as AddEventListenerOptions;
  const heard = quietly(listener) as (event: Event) => void;
  if (target === window) listenToWindow(type, heard, bare);
  else listen(target, type, heard, bare);
}

/** `document.open` keeps the window but takes every listener and every element from it. */
export function onNewDocument(task: () => void): void {
  let root = document.documentElement;
  const look = () => {
    const current = document.documentElement;
    if (!current || current === root) return;
    root = current;
    task();
  };
  observeChanges(new MutationObserver(quietly(look)), document, { childList: true });
}

/** What goes wrong in here because the page broke something is not shown to the page as its own error. */
function quietly<Heard>(task: (heard: Heard) => void): (heard: Heard) => void {
  return (heard) => {
    try {
      task(heard);
    } catch {
      // Nothing to say: the page decides what its built-ins do, and this script goes without.
    }
  };
}
