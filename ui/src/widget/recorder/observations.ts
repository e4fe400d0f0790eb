/**
 * Collects what is observed in the document and passes it on in batches. However much a widget does, it costs little:
 * what is beyond the bounds is counted, and not even put into words.
 */
import type { Observation, WidgetRequest } from "../../bindings";
import { after, attempt, bareList, sliceText } from "../originals";

/** In milliseconds: at most so often is something passed on. */
const PAUSE = 100;
const BATCH_ENTRIES = 200;
/** In UTF-16 units, which is about what the texts of a batch have in bytes. */
const BATCH_LENGTH = 256 * 1024;
const TEXT_LENGTH = 4000;

/** How many of a kind may wait. What nobody caught has room after the console has none. */
const ROOM = { __proto__: null, console: 150, uncaught: 50, requests: 200, violations: 200 };
type Kind = Exclude<keyof typeof ROOM, "__proto__">;

type Waiting = { observation: Observation; kind: Kind | null; holds: (() => boolean) | null };

export type RequestObservation = { kind: "request" } & WidgetRequest;
export type Observations = ReturnType<typeof collectObservations>;

export function collectObservations(tell: (batch: Observation[]) => void) {
  let waiting = bareList<Waiting>();
  let head = 0;
  let isScheduled = false;
  const count: Record<Kind, number> = { console: 0, uncaught: 0, requests: 0, violations: 0 };
  const omitted = { console: 0, requests: 0 };
  /** Requests that wait to be told, by their id. */
  const told: Record<number, true> = Object.create(null);

  /** Whether one more of this kind would be passed on. If not, that is noted. */
  function admits(kind: Kind): boolean {
    if (count[kind] < ROOM[kind]) return true;
    if (kind === "requests") omitted.requests += 1;
    else if (kind !== "violations") omitted.console += 1;
    schedule();
    return false;
  }

  /** Where there is a `holds`, it decides when the batch leaves whether this is passed on. */
  function add(kind: Kind | null, observation: Observation, holds: (() => boolean) | null = null): void {
    if (kind) count[kind] += 1;
    waiting[waiting.length] = { observation, kind, holds };
    schedule();
  }

  /** The request as it is when the batch leaves. */
  function addRequest(request: RequestObservation): void {
    if (told[request.id]) return;
    told[request.id] = true;
    add("requests", request);
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    after(PAUSE, () => {
      isScheduled = false;
      pass();
    });
  }

  function pass(): void {
    const batch = bareList<Observation>();
    let length = 0;
    while (head < waiting.length && batch.length < BATCH_ENTRIES) {
      const { observation, kind, holds } = waiting[head] as Waiting;
      const size = lengthOf(observation);
      if (batch.length > 0 && length + size > BATCH_LENGTH) break;
      head += 1;
      if (kind) count[kind] -= 1;
      if (observation.kind === "request") delete told[observation.id];
      if (holds && attempt(holds) !== true) continue;
      length += size;
      batch[batch.length] = observation;
    }
    if (head < waiting.length) {
      schedule();
    } else {
      waiting = bareList();
      head = 0;
      if (omitted.console > 0 || omitted.requests > 0) {
        batch[batch.length] = { kind: "omitted", console: omitted.console, requests: omitted.requests };
        omitted.console = 0;
        omitted.requests = 0;
      }
    }
    if (batch.length > 0) tell(batch);
  }

  /** All of it now: the document goes. */
  function flush(): void {
    do pass();
    while (head < waiting.length);
  }

  return { admits, add, addRequest, flush };
}

/** The text, if need be without its end. */
export function cut(text: string): string {
  return text.length > TEXT_LENGTH ? `${sliceText(text, 0, TEXT_LENGTH - 1)}…` : text;
}

function lengthOf(observation: Observation): number {
  const fields = 200;
  if (observation.kind === "console") return fields + observation.text.length + observation.stack.length;
  if (observation.kind === "request") return fields + observation.url.length + observation.detail.length;
  return observation.kind === "violation" ? fields + observation.blocked.length : fields;
}
