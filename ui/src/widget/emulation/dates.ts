/** `Date` in the device's time zone. */
import { apply, attempt, isAbove, of } from "../originals";
import { wrapClass, wrapMethod } from "../recorder/wrapping";
import { dateText, localAsUtc, timeText } from "./date-text";
import type { TimeZone } from "./time-zone";

const FIELDS = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];

type Written = (date: Date, local: Date) => string;

/** `zone` and `locale` are those of the device as it is at the moment. */
export function emulateDates(zone: () => TimeZone, locale: () => string): void {
  const NativeDate = Date;
  const { prototype } = NativeDate;
  const methods = prototype as unknown as Record<string, (this: Date, ...args: unknown[]) => number>;
  const timeOf = of(prototype.getTime);
  const setTime = of(prototype.setTime);
  const NativeFormat = Intl.DateTimeFormat;
  const partsOf = of(NativeFormat.prototype.formatToParts);
  const { UTC, parse, now } = NativeDate;
  const isInvalid = Number.isNaN;

  /** Its UTC is the local time. */
  const localOf = (self: unknown) => new NativeDate(zone().toLocal(timeOf(self as Date)));
  const offsetOf = (self: unknown) => zone().offset(timeOf(self as Date));

  function offerField(field: string): void {
    const get = of(methods[`getUTC${field}`] as (this: Date) => number);
    wrapMethod(prototype, `get${field}`, (self) => get(localOf(self)));
    const set = methods[`setUTC${field}`];
    wrapMethod(prototype, `set${field}`, (self, args) => {
      const local = localOf(self);
      return setTime(self as Date, zone().toUtc(apply(set as () => number, local, args as [])));
    });
  }
  for (let index = 0; index < FIELDS.length; index += 1) offerField(FIELDS[index] as string);
  const weekday = of(prototype.getUTCDay);
  const year = of(prototype.getUTCFullYear);
  wrapMethod(prototype, "getDay", (self) => weekday(localOf(self)));
  wrapMethod(prototype, "getYear", (self) => year(localOf(self)) - 1900);
  wrapMethod(prototype, "getTimezoneOffset", (self) => -offsetOf(self) / 60_000);

  function zoneName(date: Date): string {
    const format = new NativeFormat(locale(), { timeZone: zone().name, timeZoneName: "long" });
    const parts = partsOf(format, date);
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index] as Intl.DateTimeFormatPart;
      if (part.type === "timeZoneName") return part.value;
    }
    return zone().name;
  }

  const texts: Record<string, Written> = {
    toDateString: (_date, local) => dateText(local),
    toTimeString: (date, local) => timeText(local, offsetOf(date), zoneName(date)),
    toString: (date: Date, local: Date) =>
      `${dateText(local)} ${timeText(local, offsetOf(date), zoneName(date))}`,
  };
  const written = (name: string, date: Date): string =>
    isInvalid(timeOf(date)) ? "Invalid Date" : (texts[name] as Written)(date, localOf(date));
  for (const name in texts) wrapMethod(prototype, name, (self) => written(name, self as Date));

  function read(text: string): number {
    const asUtc = localAsUtc(text);
    const local = asUtc === null ? Number.NaN : parse(asUtc);
    return isInvalid(local) ? parse(text) : zone().toUtc(local);
  }
  // The engine makes a text of whatever it is.
  wrapMethod(NativeDate, "parse", (_self, args, call) =>
    typeof args[0] === "string" ? (attempt(() => read(args[0] as string)) ?? call(args)) : call(args),
  );
  wrapClass(
    window,
    "Date",
    (args, make) => {
      if (args.length > 1) return make([zone().toUtc(apply(UTC, NativeDate, args as [number, number]))]);
      const value = args[0];
      if (typeof value === "string") return make([read(value)]);
      // What else becomes a text is read as one.
      const isText =
        typeof value === "object" && value !== null && !isAbove(prototype, value) && isStringObject(value);
      return make(isText ? [read(`${value}`)] : args);
    },
    () => written("toString", new NativeDate(now())),
  );
}

const isStringObject = (value: object): boolean => isAbove(String.prototype, value);
