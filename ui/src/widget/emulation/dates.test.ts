/** The clock of the device, where the machine's is another: around the hours that daylight saving skips and repeats. */
import { runInNewContext } from "node:vm";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import { localAsUtc } from "./date-text";
import { createTimeZone } from "./time-zone";

const HOUR = 60 * 60 * 1000;
const at = (text: string) => Date.parse(text);

test.each([
  // Put forward at 01:00 UTC, and back at 01:00 UTC.
  ["Europe/Zurich", "2026-03-29T00:59:59Z", 1],
  ["Europe/Zurich", "2026-03-29T01:00:00Z", 2],
  ["Europe/Zurich", "2026-10-25T00:59:59Z", 2],
  ["Europe/Zurich", "2026-10-25T01:00:00Z", 1],
  // Put forward at 10:00 UTC, and back at 09:00 UTC.
  ["America/Los_Angeles", "2026-03-08T09:59:59Z", -8],
  ["America/Los_Angeles", "2026-03-08T10:00:00Z", -7],
  ["America/Los_Angeles", "2026-11-01T08:59:59Z", -7],
  ["America/Los_Angeles", "2026-11-01T09:00:00Z", -8],
  ["Asia/Kathmandu", "2026-01-01T00:00:00Z", 5.75],
  ["UTC", "0050-01-01T00:00:00Z", 0],
])("the clock of %s is at %s %d hours ahead", (name, time, hours) => {
  expect(createTimeZone(name).offset(at(time))).toBe(hours * HOUR);
});

test.each([
  ["Europe/Zurich", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"],
  // It never shows this; half an hour after the last moment before is half past three.
  ["Europe/Zurich", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"],
  ["Europe/Zurich", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"],
  // It shows this twice.
  ["Europe/Zurich", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"],
  ["Europe/Zurich", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"],
  ["America/Los_Angeles", "2026-03-08T02:30:00", "2026-03-08T10:30:00Z"],
  ["America/Los_Angeles", "2026-11-01T01:30:00", "2026-11-01T08:30:00Z"],
  ["America/Los_Angeles", "2026-11-01T02:00:00", "2026-11-01T10:00:00Z"],
])("when it shows %s %s it is %s", (name, shown, time) => {
  expect(createTimeZone(name).toUtc(at(`${shown}Z`))).toBe(at(time));
});

test.each([
  ["2026-11-22", null],
  ["2026", null],
  ["2026-11-22T10:00:00.5", "2026-11-22T10:00:00.5Z"],
  ["2026-11-22T10:00Z", null],
  ["2026-11-22T10:00+01:00", null],
  ["2026-11-22 10:00", "2026-11-22 10:00 UTC"],
  ["2026/11/22", "2026/11/22 UTC"],
  ["Nov 22, 2026 10:00", "Nov 22, 2026 10:00 UTC"],
  ["Sun Nov 22 2026 05:21:08 GMT+0100 (Central European Standard Time)", null],
  ["Sun, 22 Nov 2026 04:21:08 GMT", null],
  ["Nov 22, 2026 10:00 PST", null],
])("%s is read as local time, as %s", (text, expected) => {
  expect(localAsUtc(text)).toBe(expected);
});

/** A script in a realm of its own whose zone and language are these, while the machine's are others. */
let emulated: string;

beforeAll(async () => {
  const output = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: "src/widget/emulation/region.ts", formats: ["iife"], name: "region", fileName: "region" },
    },
  });
  const files = (Array.isArray(output) ? output : [output]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  emulated = files.map((file) => (file.type === "chunk" ? file.code : "")).join("");
});

type Region = { timeZone: string; locale: string };

function says(region: Region, script: string): unknown {
  const realm = `
    var window = globalThis;
    ${BROWSER}
    ${emulated}
    region.emulateRegion(() => (${JSON.stringify(region)}));
    JSON.stringify(${script});
  `;
  return JSON.parse(runInNewContext(realm, { performance, crypto }) as string);
}

/** What the script's own built-ins are taken from when it starts. */
const BROWSER = `
  class EventTarget { addEventListener() {} dispatchEvent() {} removeEventListener() {} }
  class Node extends EventTarget {} class Event { stopImmediatePropagation() {} } class Blob {} class File {}
  class MessageEvent extends Event {} class CustomEvent extends Event {} class UserActivation {}
  class URL {} class FileReader { readAsDataURL() {} } class ResizeObserver { observe() {} }
  class MutationObserver { observe() {} }
  var navigator = {}, document = {};
  for (const name of ["addEventListener", "dispatchEvent", "getComputedStyle", "setTimeout", "clearTimeout", "requestAnimationFrame"])
    window[name] ??= () => {};
`;

const ZURICH: Region = { timeZone: "Europe/Zurich", locale: "de-CH" };
const BERLIN: Region = { timeZone: "Europe/Berlin", locale: "de-DE" };
const LOS_ANGELES: Region = { timeZone: "America/Los_Angeles", locale: "en-US" };

test.each<[Region, string, unknown]>([
  [ZURICH, "String(new Date(0))", "Thu Jan 01 1970 01:00:00 GMT+0100 (Mitteleuropäische Normalzeit)"],
  [LOS_ANGELES, "String(new Date(0))", "Wed Dec 31 1969 16:00:00 GMT-0800 (Pacific Standard Time)"],
  [ZURICH, "new Date(2026, 6, 1).toISOString()", "2026-06-30T22:00:00.000Z"],
  [ZURICH, "new Date(2026, 0).getTimezoneOffset()", -60],
  [ZURICH, "new Date('2026-07-01T12:00').toISOString()", "2026-07-01T10:00:00.000Z"],
  [ZURICH, "new Date('2026-07-01').toISOString()", "2026-07-01T00:00:00.000Z"],
  [ZURICH, "Date.parse('2026/07/01 00:30')", at("2026-06-30T22:30:00Z")],
  [ZURICH, "String(new Date(NaN))", "Invalid Date"],
  [LOS_ANGELES, "new Date('2026-07-01').getDate()", 30],
  [
    LOS_ANGELES,
    "((date) => [date.getFullYear(), date.getMonth(), date.getDate(), date.getDay(), date.getHours(), date.getMinutes()])(new Date('2026-11-01T09:30Z'))",
    [2026, 10, 1, 0, 1, 30],
  ],
  // A day later at the same hour of the clock is 23 hours on where it was put forward.
  [
    ZURICH,
    "((date) => { date.setDate(date.getDate() + 1); return date.toISOString(); })(new Date('2026-03-28T11:00Z'))",
    "2026-03-29T10:00:00.000Z",
  ],
  [
    LOS_ANGELES,
    "((date) => { date.setHours(0, 0, 0, 0); return date.toISOString(); })(new Date('2026-03-08T20:00Z'))",
    "2026-03-08T08:00:00.000Z",
  ],
  [
    ZURICH,
    "((date) => [date.setFullYear(2026), date.getHours(), date.getMonth()])(new Date(NaN))",
    [at("2025-12-31T23:00:00Z"), 0, 0],
  ],
  [ZURICH, "new Date(0).toLocaleString()", "1.1.1970, 01:00:00"],
  [ZURICH, "new Date(0).toLocaleTimeString('en-GB', { timeZone: 'UTC' })", "00:00:00"],
  [ZURICH, "new Intl.DateTimeFormat().resolvedOptions().timeZone", "Europe/Zurich"],
  [ZURICH, "Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(0)", "01:00"],
  [BERLIN, "(1234567.8).toLocaleString()", "1.234.567,8"],
  [ZURICH, "new Intl.NumberFormat('en-US').format(1234.5)", "1,234.5"],
  [BERLIN, "[1234, new Date(0)].toLocaleString()", "1.234,1.1.1970, 01:00:00"],
  [
    ZURICH,
    "[typeof Date(), new Date(5) instanceof Date, new Date(0).constructor === Date, Date.name, Date.length]",
    ["string", true, true, "Date", 7],
  ],
  [
    ZURICH,
    "((Later) => [new Later(0).getHours(), new Later() instanceof Later])(class extends Date {})",
    [1, true],
  ],
  [ZURICH, "new Date(new Date(7)).getTime() + new Date(3).getTime() + +new Date('1970-01-01T01:00')", 10],
  [{ timeZone: "Nowhere/Else", locale: "de-CH" }, "Intl.DateTimeFormat().resolvedOptions().locale", "de-CH"],
])("in %o, %s", (region, script, expected) => {
  expect(says(region, script)).toEqual(expected);
});
