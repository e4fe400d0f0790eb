/** What is changed in the settings and not saved yet. */
import { expect, test } from "vitest";
import { settings } from "../fixtures/settings";
import { readChanges, toDefaults, UNCHANGED, withChange, writtenAt } from "./changes";
import { ALL_FIELDS, type SettingField } from "./fields";

const at = (path: string): SettingField => {
  const field = ALL_FIELDS.find((one) => one.path === path);
  if (!field) throw new Error(path);
  return field;
};
const change = (path: string, to: Parameters<typeof withChange>[3]) =>
  withChange(UNCHANGED, settings, at(path), to);

test("every field shows what is saved, and reads back as that", () => {
  const changes = ALL_FIELDS.map((field) =>
    withChange(UNCHANGED, settings, field, writtenAt(settings, UNCHANGED, field)),
  );
  expect(changes.every((one) => one.size === 0)).toBe(true);
  const typed = new Map(ALL_FIELDS.map((field) => [field.path, writtenAt(settings, UNCHANGED, field)]));
  expect(readChanges(settings, typed)).toEqual({ settings, faults: new Map() });
});

test("what is typed back to what is saved is no change", () => {
  const once = change("callLimitSeconds", "90");
  expect([...once]).toEqual([["callLimitSeconds", "90"]]);
  expect(withChange(once, settings, at("callLimitSeconds"), "60")).toEqual(UNCHANGED);
});

test("changes land where they belong, and nowhere else", () => {
  const changes = new Map([
    ...change("record.days", "3"),
    ...change("chatgpt.callMeta", '{ "a": 1 }'),
    ...change("plain.callHeaders", [{ name: "X-A", value: "b" }]),
    ...change("plain.progress", false),
  ]);
  expect(readChanges(settings, changes)).toEqual({
    settings: {
      ...settings,
      record: { ...settings.record, days: 3 },
      chatgpt: { ...settings.chatgpt, callMeta: { a: 1 } },
      plain: { ...settings.plain, callHeaders: [{ name: "X-A", value: "b" }], progress: false },
    },
    faults: new Map(),
  });
});

test.each(["", "-1", "1.5", "1e3", "4294967296", "many"])("“%s” is no number of seconds", (typed) => {
  expect(readChanges(settings, change("callLimitSeconds", typed))).toEqual({
    settings,
    faults: new Map([["callLimitSeconds", "This has to be a whole number, in digits."]]),
  });
});

test("half-typed JSON is kept and not saved", () => {
  const changes = change("chatgpt.capabilities", '{"a":');
  expect(writtenAt(settings, changes, at("chatgpt.capabilities"))).toBe('{"a":');
  const { settings: read, faults } = readChanges(settings, changes);
  expect(read).toEqual(settings);
  expect(faults.get("chatgpt.capabilities")).toMatch(/^This is not JSON yet: /);
});

test("the defaults are changes like others", () => {
  const own = { ...settings, callLimitSeconds: 90, record: { ...settings.record, days: 1 } };
  const changes = toDefaults(ALL_FIELDS, own, settings, UNCHANGED);
  expect([...changes]).toEqual([
    ["callLimitSeconds", "60"],
    ["record.days", "14"],
  ]);
  expect(readChanges(own, changes).settings).toEqual(settings);
});
