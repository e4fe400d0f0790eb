/** What the clock shows in a time zone, from the engine's own tables. All times are milliseconds since 1970. */
import { max, of } from "../originals";

const NativeFormat = Intl.DateTimeFormat;
const partsOf = of(NativeFormat.prototype.formatToParts);
const { UTC } = Date;
const { floor } = Math;
const toNumber = Number;
const isNumber = Number.isFinite;

const DAY = 24 * 60 * 60 * 1000;
/** Zones change their offset at a quarter of an hour at the earliest. */
const STEP = 15 * 60 * 1000;
/** Of the first year: before it, years are counted backwards. */
const FIRST = UTC(2000, 0) - 1999 * 365.2425 * DAY;
const CACHED = 1000;

export type TimeZone = ReturnType<typeof createTimeZone>;

/** Throws a `RangeError` for a name that the engine does not know. */
export function createTimeZone(name: string) {
  const format = new NativeFormat("en-US", {
    __proto__: null,
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  } as Intl.DateTimeFormatOptions);
  let cache: Record<number, number> = Object.create(null);
  let cached = 0;

  /** By how much the clock is ahead of UTC at this moment. */
  function offset(time: number): number {
    if (!isNumber(time)) return Number.NaN;
    const step = floor(max(time, FIRST) / STEP);
    const known = cache[step];
    if (known !== undefined) return known;
    if (cached >= CACHED) {
      cache = Object.create(null);
      cached = 0;
    }
    cached += 1;
    const computed = compute(step * STEP);
    cache[step] = computed;
    return computed;
  }

  function compute(time: number): number {
    const parts = partsOf(format, time);
    const fields: Record<string, number> = Object.create(null);
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index] as Intl.DateTimeFormatPart;
      fields[part.type] = toNumber(part.value);
    }
    const { year, month, day, hour, minute, second } = fields as Record<string, number>;
    // A year below 100 is one of the last century to this function, so it counts from 400 years on, which are whole weeks.
    const shown = UTC((year as number) + 400, (month as number) - 1, day, hour, minute, second);
    return shown - 146097 * DAY - time;
  }

  const toLocal = (time: number): number => time + offset(time);

  /** The moment at which the clock shows this. Of two the earlier; of none, as if it had not been put forward yet. */
  function toUtc(local: number): number {
    const before = offset(local - DAY);
    const earlier = local - before;
    if (offset(earlier) === before) return earlier;
    const after = offset(local + DAY);
    const later = local - after;
    return offset(later) === after ? later : earlier;
  }

  return { name, offset, toLocal, toUtc };
}
