/** The elements of ours in the author's document. What they load is not told as the author's. */
import { of } from "../originals";

const elements = new WeakSet<Element>();
const has = of(WeakSet.prototype.has);
const add = of(WeakSet.prototype.add);
/** How many of the timings of an address are ours. */
const loads: Record<string, number> = Object.create(null);

export const isOurs = (element: Element): boolean => has(elements, element);

export function ownElement<Made extends Element>(element: Made): Made {
  add(elements, element);
  return element;
}

/** It loads this address, which the author's element loads too; or has failed to, and is not timed. */
export function expectLoad(url: string, count: 1 | -1): void {
  loads[url] = (loads[url] ?? 0) + count;
}

/** Whether this timing is one too many. */
export function isOurLoad(url: string): boolean {
  if (!loads[url]) return false;
  loads[url] -= 1;
  return true;
}
