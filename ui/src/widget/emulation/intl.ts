/** `Intl` and the texts of numbers, dates and words in the device's language and time zone, where none is named. */
import { of } from "../originals";
import { prototypeOf, wrapClass, wrapMethod } from "../recorder/wrapping";

const CLASSES = [
  "Collator",
  "DisplayNames",
  "DurationFormat",
  "ListFormat",
  "NumberFormat",
  "PluralRules",
  "RelativeTimeFormat",
  "Segmenter",
];

type Arguments = unknown[];

/** `locale` and `zone` are those of the device as it is at the moment. */
export function emulateIntl(locale: () => string, zone: () => string): void {
  const { create } = Object;

  const named = (args: Arguments): Arguments => [args[0] === undefined ? locale() : args[0], args[1]];

  function zoned(options: unknown): unknown {
    if (options === undefined) return { timeZone: zone() };
    if (typeof options !== "object" || options === null) return options;
    if ((options as Intl.DateTimeFormatOptions).timeZone !== undefined) return options;
    return create(options, { timeZone: { value: zone() } });
  }
  const placed = (args: Arguments): Arguments => [args[0] === undefined ? locale() : args[0], zoned(args[1])];

  const around = (given: (args: Arguments) => Arguments, name: string) =>
    wrapClass(
      Intl,
      name,
      (args, make) => make(given(args)),
      (_self, args, call) => call(given(args)),
    );
  for (let index = 0; index < CLASSES.length; index += 1) around(named, CLASSES[index] as string);
  around(placed, "DateTimeFormat");

  const text = (owner: string, methods: string[], given: (args: Arguments) => Arguments) => {
    for (let index = 0; index < methods.length; index += 1) {
      wrapMethod(prototypeOf(owner), methods[index] as string, (_self, args, call) => call(given(args)));
    }
  };
  text("Date", ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"], placed);
  text("Number", ["toLocaleString"], named);
  text("BigInt", ["toLocaleString"], named);
  text("String", ["toLocaleUpperCase", "toLocaleLowerCase"], named);
  text("String", ["localeCompare"], (args) => [args[0], args[1] === undefined ? locale() : args[1], args[2]]);
}

/** The engine's own. */
export function engineRegion(): { locale: string; timeZone: string } {
  const format = new Intl.DateTimeFormat();
  const { locale, timeZone } = of(Intl.DateTimeFormat.prototype.resolvedOptions)(format);
  return { locale, timeZone };
}
