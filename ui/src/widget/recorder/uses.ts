/** The use of what ChatGPT withholds or restricts; what it does about it is in the host's profile, by these names. */
import { now, sinceEpoch, sliceText } from "../originals";
import type { Observations } from "./observations";
import type { Positions } from "./positions";

const DETAIL_LENGTH = 200;
/** Of one kind that may wait to be told: what a page prevents over and over is not kept. */
const MOST_WAITING = 20;

export type Uses = ReturnType<typeof createUses>;

/** Only the first use of each in a document is told. */
export function createUses(observations: Observations, positions: Positions) {
  const told: Record<string, true> = Object.create(null);
  const waiting: Record<string, number> = Object.create(null);

  /** Where there is a `holds`, it is asked later whether it came to that use. */
  return function use(api: string, detail = "", holds: () => boolean = () => true): void {
    const before = waiting[api] ?? 0;
    if (told[api] || before >= MOST_WAITING) return;
    waiting[api] = before + 1;
    const isFirst = () => {
      waiting[api] = (waiting[api] ?? 1) - 1;
      if (told[api] || !holds()) return false;
      told[api] = true;
      return true;
    };
    const at = sinceEpoch(now());
    const position = positions.here();
    const short = sliceText(detail, 0, DETAIL_LENGTH);
    observations.add(null, { kind: "restricted", at, api, detail: short, position }, isFirst);
  };
}
