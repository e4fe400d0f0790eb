/**
 * The built-ins that this script uses, taken before the author's scripts run: a page that replaces or breaks
 * them later breaks only itself.
 *
 * A method that is looked up when it is called is the page's. So the rest of this script calls none: it uses what is
 * here, indices in place of iterators, objects without a prototype where the engine reads options, and `await` nowhere.
 */
type Method<This, Arguments extends unknown[], Result> = (this: This, ...rest: Arguments) => Result;

/** The method as a function of its object. */
export function of<This, Arguments extends unknown[], Result>(
  method: Method<This, Arguments, Result>,
): (target: This, ...rest: Arguments) => Result {
  return Function.prototype.call.bind(method) as (target: This, ...rest: Arguments) => Result;
}

/** What reads this property of such objects. */
export function reader<Owner extends object, Name extends keyof Owner & string>(
  { prototype }: { prototype: Owner },
  name: Name,
): (owner: Owner) => Owner[Name] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return get ? of(get as Method<Owner, [], Owner[Name]>) : (owner) => owner[name];
}

export const { parse, stringify } = JSON;
export const { isArray } = Array;
export const { isFinite: isFiniteNumber, parseFloat: parseNumber } = Number;
export const { max, min, round } = Math;
export const { assign, keys } = Object;
export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  set,
} = Reflect;
const { setPrototypeOf } = Reflect;
export const hasOwn = of(Object.prototype.hasOwnProperty);
export const isAbove = of(Object.prototype.isPrototypeOf);
export const now: () => number = performance.now.bind(performance);
const { timeOrigin } = performance;
/** Milliseconds since 1970 of a time of this document's clock. */
export const sinceEpoch = (time: number): number => timeOrigin + time;
export const sliceText = of(String.prototype.slice);
export const placeInText = of(String.prototype.indexOf);
export const lastPlaceInText = of(String.prototype.lastIndexOf);
export const upperCase = of(String.prototype.toUpperCase);
export const lowerCase = of(String.prototype.toLowerCase);
export const trim = of(String.prototype.trim);
export const NativePromise = Promise;
export const thenOf = of(Promise.prototype.then) as (
  promise: Promise<unknown>,
  done: (value: unknown) => unknown,
  failed: (reason: unknown) => unknown,
) => Promise<unknown>;
export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativeProxy = Proxy;
export const NativeURL = URL;
export const hrefOf = reader(URL, "href");
export const protocolOf = reader(URL, "protocol");

export const NativeCustomEvent = CustomEvent;
export const dataOf = reader(MessageEvent, "data");
export const sourceOf = reader(MessageEvent, "source");
export const stop = of(MessageEvent.prototype.stopImmediatePropagation);
export const dispatch: (event: Event) => boolean = window.dispatchEvent.bind(window);
export const stopEvent = of(Event.prototype.stopImmediatePropagation);
export const dispatchTo = of(EventTarget.prototype.dispatchEvent);
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
const clearTimeoutOf = window.clearTimeout.bind(window);
const requestFrameOf = window.requestAnimationFrame.bind(window);

export const later: (task: () => void) => void = (task) => void setTimeoutOf(quietly(task));
export const nextFrame: (task: () => void) => void = (task) => void requestFrameOf(quietly(task));
/** Returns what calls it off. */
export const after = (milliseconds: number, task: () => void): (() => void) => {
  const timer = setTimeoutOf(quietly(task), milliseconds);
  return () => clearTimeoutOf(timer);
};

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

const NO_OPTIONS = { __proto__: null } as AddEventListenerOptions;

export function on<Heard extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: Heard) => void,
  options: AddEventListenerOptions = NO_OPTIONS,
): void {
  attaching(target, type, listener, options)();
}

/** What adds this listener; where it is there already, that changes nothing. */
export function attaching<Heard extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: Heard) => void,
  options: AddEventListenerOptions = NO_OPTIONS,
): () => void {
  const bare = {
    __proto__: null,
    capture: options.capture === true,
    passive: options.passive === true,
  } as AddEventListenerOptions;
  const heard = quietly(listener) as (event: Event) => void;
  return () => {
    if (target === window) listenToWindow(type, heard, bare);
    else listen(target, type, heard, bare);
  };
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

const bytesOf = reader(ArrayBuffer, "byteLength");
const bytesOfView = reader(
  { prototype: Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array },
  "byteLength",
);
const unitAt = of(String.prototype.charCodeAt);

/** Of what a socket sends and receives. */
export function byteLength(data: unknown): number {
  if (typeof data === "string") return utf8Length(data);
  const blob = data as Blob;
  const view = data as Uint8Array;
  const buffer = data as ArrayBuffer;
  return (
    attempt(() => sizeOf(blob)) ?? attempt(() => bytesOfView(view)) ?? attempt(() => bytesOf(buffer)) ?? 0
  );
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = unitAt(text, index);
    // Half of a pair that takes four bytes counts two.
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}

/** A list on which the page's `Array.prototype` has no say. */
export function bareList<Item>(): Item[] {
  const list: Item[] = [];
  setPrototypeOf(list, null);
  return list;
}

/** What the task returns, or nothing if it throws. */
export function attempt<Result>(task: () => Result): Result | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
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
