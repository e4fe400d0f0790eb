/** Dates as texts: how `Date` writes them, and which of those that it reads are in local time. */
import { max, of, sliceText, trim } from "../originals";

const execute = of(RegExp.prototype.exec);
const { abs, floor } = Math;

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const getDay = of(Date.prototype.getUTCDay);
const getMonth = of(Date.prototype.getUTCMonth);
const getDate = of(Date.prototype.getUTCDate);
const getYear = of(Date.prototype.getUTCFullYear);
const getHours = of(Date.prototype.getUTCHours);
const getMinutes = of(Date.prototype.getUTCMinutes);
const getSeconds = of(Date.prototype.getUTCSeconds);

const padded = (number: number, length: number): string => {
  const text = `${abs(number)}`;
  return sliceText("000000", 0, max(length - text.length, 0)) + text;
};

/** `Sun Nov 22 2026`, of a date whose UTC is the local time. */
export const dateText = (local: Date): string =>
  `${DAYS[getDay(local)]} ${MONTHS[getMonth(local)]} ${padded(getDate(local), 2)} ` +
  `${getYear(local) < 0 ? "-" : ""}${padded(getYear(local), getYear(local) < 0 ? 6 : 4)}`;

/** `05:21:08 GMT+0100 (Central European Standard Time)`. */
export function timeText(local: Date, offset: number, zone: string): string {
  const minutes = floor(abs(offset) / 60_000);
  const clock = `${padded(getHours(local), 2)}:${padded(getMinutes(local), 2)}:${padded(getSeconds(local), 2)}`;
  const ahead = `${offset < 0 ? "-" : "+"}${padded(floor(minutes / 60), 2)}${padded(minutes % 60, 2)}`;
  return `${clock} GMT${ahead} (${zone})`;
}

const DATE_ALONE = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?$/;
const DATE_AND_TIME = /^[+-]?\d{4,6}-\d\d(?:-\d\d)?T[\d:.,]+$/i;
const ZONE = /(?:\d\s*Z|\b(?:UTC?|GMT|[ECMP][SD]T)\b.*|[\d\s](?:[+-]\d\d:?\d\d))\s*(?:\(.*\))?$/i;

/** The same time as UTC, for one that is to be read as local; null for one that says its zone, or is always UTC. */
export function localAsUtc(written: string): string | null {
  const text = trim(written);
  if (execute(DATE_ALONE, text)) return null;
  if (execute(DATE_AND_TIME, text)) return `${text}Z`;
  return execute(ZONE, text) ? null : `${text} UTC`;
}
