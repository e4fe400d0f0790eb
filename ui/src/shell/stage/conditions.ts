/** How the network of a screen is towards its widgets: in few words, and as it is typed. */
import type { Conditions } from "../../bindings";
import { duration } from "../../parts/elapsed";

export type Speed = "online" | "slow" | "offline";

/** In milliseconds. */
export const DELAYS = [400, 2_000];

/** A minute: a widget that waits longer has long lost its user. */
const LONGEST_DELAY = 60_000;

export function speedOf({ offline, delay }: Conditions): Speed {
  if (offline) return "offline";
  return delay > 0 ? "slow" : "online";
}

export function withSpeed(conditions: Conditions, speed: Speed): Conditions {
  const delay = speed === "slow" ? conditions.delay || (DELAYS[0] ?? 0) : 0;
  return { ...conditions, offline: speed === "offline", delay };
}

/** Empty where nothing is out of the ordinary. */
export function conditionsText({ offline, delay, failing }: Conditions): string {
  if (offline) return "Offline";
  const slow = delay > 0 ? [`+${delay < 1000 ? duration(delay) : `${delay / 1000} s`}`] : [];
  const fail = failing.length > 0 ? [`${failing.length} to fail`] : [];
  return [...slow, ...fail].join(" · ");
}

/** `null` where it is no whole number of milliseconds that makes sense. */
export function readDelay(text: string): number | null {
  const delay = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  return delay > 0 && delay <= LONGEST_DELAY ? delay : null;
}

/** One address a line. */
export function readFailing(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
