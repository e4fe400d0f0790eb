/**
 * The built-ins that this script uses, taken before the author's scripts run: a page that replaces or breaks
 * them later breaks only itself.
 */
export const { parse, stringify } = JSON;
export const { isArray } = Array;
export const { isFinite: isFiniteNumber } = Number;
export const { assign, keys } = Object;
export const { set } = Reflect;
export const NativePromise = Promise;
export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativeCustomEvent = CustomEvent;
export const NativeResizeObserver = ResizeObserver;
export const NativeMutationObserver = MutationObserver;
export const styleOf: typeof getComputedStyle = window.getComputedStyle.bind(window);
export const dispatch: (event: Event) => boolean = window.dispatchEvent.bind(window);
export const later: (task: () => void) => void = (task) => void setTimeoutOf(quietly(task));
export const nextFrame: (task: () => void) => void = (task) => void requestFrameOf(quietly(task));

const setTimeoutOf = window.setTimeout.bind(window);
const requestFrameOf = window.requestAnimationFrame.bind(window);

/** Only while this script starts: later the page may have replaced the method. */
export function on(target: EventTarget, type: string, listener: () => void, options = {}): void {
  target.addEventListener(type, quietly(listener), options);
}

/** What goes wrong in here because the page broke something is not shown to the page as its own error. */
function quietly(task: () => void): () => void {
  return () => {
    try {
      task();
    } catch {
      // Nothing to say: the page decides what its built-ins do, and this script goes without.
    }
  };
}
