/** Cuts a value down to what can be drawn without a wait. The whole is always one click away. */
const LONGEST_TEXT = 2_000;
const MOST_ENTRIES = 200;

export type Shortened = { value: unknown; cuts: number };

/** The value with long texts and long lists cut, and how many cuts there were. */
export function shorten(whole: unknown): Shortened {
  let cuts = 0;
  const visit = (value: unknown): unknown => {
    if (typeof value === "string" && value.length > LONGEST_TEXT) {
      cuts += 1;
      return `${value.slice(0, LONGEST_TEXT)}… (${value.length.toLocaleString("en")} characters)`;
    }
    if (Array.isArray(value)) {
      if (value.length <= MOST_ENTRIES) return value.map(visit);
      cuts += 1;
      const more = (value.length - MOST_ENTRIES).toLocaleString("en");
      return [...value.slice(0, MOST_ENTRIES).map(visit), `… (${more} more entries)`];
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
    }
    return value;
  };
  return { value: visit(whole), cuts };
}
