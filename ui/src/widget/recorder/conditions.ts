/** How the network of the screen behaves towards the requests of scripts. What elements load is not in these hands. */
import type { Conditions } from "../../bindings";
import { dispatch, placeInText, sliceText } from "../originals";
import { wrapGetter } from "./wrapping";

const NativeEvent = Event;

/** These never leave the document. */
const LOCAL = ["data:", "blob:", "about:"];

export type Network = ReturnType<typeof createConditions>;

export function createConditions(initial: Conditions) {
  let { offline, delay, failing } = initial;

  function change(conditions: Conditions): void {
    const wasOffline = offline;
    ({ offline, delay, failing } = conditions);
    if (offline !== wasOffline) dispatch(new NativeEvent(offline ? "offline" : "online"));
  }

  /** Whether a request to this address fails now. */
  function fails(url: string): boolean {
    if (isLocal(url)) return false;
    for (let index = 0; index < failing.length && !offline; index += 1) {
      if (placeInText(url, failing[index] as string) >= 0) return true;
    }
    return offline;
  }

  /** For how many milliseconds it waits before it leaves, or fails. */
  const delayOf = (url: string): number => (offline || isLocal(url) ? 0 : delay);

  wrapGetter(navigator, "onLine", (_self, args, call) => {
    const value = call(args);
    return value === true ? !offline : value;
  });
  return { change, fails, delayOf };
}

function isLocal(url: string): boolean {
  for (let index = 0; index < LOCAL.length; index += 1) {
    const scheme = LOCAL[index] as string;
    if (sliceText(url, 0, scheme.length) === scheme) return true;
  }
  return false;
}
