/** Contact sheets: what is chosen and remembered, how it goes on, and what becomes of it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Sheet, SheetWish } from "../../../bindings";
import { type Handlers, problem } from "../../fake-backend";
import { desktop, look, phone, stage } from "../../fixtures/stage";
import { mountShell, texts, wasAsked } from "../../testing";
import { UNSET } from "../arrangement";
import { firstWish, planNotes, readLocales } from "./wish";

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
const WISH: SheetWish = {
  devices: ["desktop", "iphone-15"],
  themes: ["light"],
  modes: ["inline"],
  locales: [],
  of: "screen",
  framed: false,
  density: null,
};

async function mountSheet(handlers: Handlers = {}) {
  const mounted = await mountShell({ saveLook: () => null, ...handlers });
  await mounted.click("sheet-open");
  await screen.findByTestId("sheet-plan");
  return mounted;
}

test("a sheet begins with the screens that are shown, and says how many pictures it is", async () => {
  const { backend, click } = await mountSheet();
  await waitFor(() => expect(texts("sheet-plan")).toEqual(["2 pictures"]));
  await wasAsked(backend, "sheetPlan", WISH);
  await click("sheet-theme-dark");
  await click("sheet-mode-fullscreen");
  await click("sheet-device-desktop");
  await click("sheet-framed");
  await click("sheet-take");
  const wish: SheetWish = {
    ...WISH,
    devices: ["iphone-15"],
    themes: ["light", "dark"],
    modes: ["inline", "fullscreen"],
    framed: true,
  };
  await wasAsked(backend, "takeSheet", wish);
  await wasAsked(backend, "saveLook", { ...look, sheet: wish });
});

test("the next sheet has what the last one had", async () => {
  const kept: SheetWish = { ...WISH, devices: ["ipad-pro-11"], of: "widget", density: 1 };
  const { backend, click } = await mountSheet({ look: () => ({ ...look, sheet: kept }) });
  await click("sheet-take");
  await wasAsked(backend, "takeSheet", kept);
});

test("languages are typed one after the other", async () => {
  const { backend, user } = await mountSheet();
  await user.type(screen.getByTestId("sheet-locales"), "de-CH, ar{Enter}");
  await wasAsked(backend, "sheetPlan", { ...WISH, locales: ["de-CH", "ar"] });
});

test("why there can be no such sheet stands where its pictures were counted", async () => {
  await mountSheet({
    sheetPlan: () => {
      throw problem("The conversation has no result yet.", {
        hint: "Run a tool, then make the sheet of it.",
      });
    },
  });
  const said = "The conversation has no result yet. Run a tool, then make the sheet of it.";
  await waitFor(() => expect(texts("sheet-plan")).toEqual([said]));
  expect(screen.getByTestId<HTMLButtonElement>("sheet-take").disabled).toBe(true);
});

test("it is said how far the sheet is, until it is there to be saved and copied", async () => {
  let sheet: Sheet = { kind: "taking", taken: 6, pictures: 24, label: "iPhone 15 · dark · inline" };
  const { backend, click } = await mountSheet({
    sheet: () => sheet,
    copySheet: () => ({ width: 2080, height: 900, path: null }),
  });
  await waitFor(() => expect(texts("sheet-progress")).toEqual(["7 of 24: iPhone 15 · dark · inline"]));
  await click("sheet-cancel");
  await wasAsked(backend, "cancelSheet");
  sheet = { kind: "taken", pictures: 24, width: 2080, height: 900, preview: PIXEL };
  backend.emit({ kind: "sheet" });
  await waitFor(() => expect(texts("sheet-result")).toEqual(["24 pictures on 2080 × 900 pixels"]));
  expect(screen.getByTestId<HTMLImageElement>("sheet-preview").src).toBe(PIXEL);
  await click("sheet-copy");
  await waitFor(() => expect(texts("sheet-result")).toEqual(["Copied, 2080 × 900 pixels"]));
});

test("a sheet that could not be made says why", async () => {
  const failure = problem("iPhone 15 · light · inline did not settle within 15 seconds.", { hint: "Look." });
  await mountSheet({ sheet: () => ({ kind: "failed", problem: failure }) });
  const said = "iPhone 15 · light · inline did not settle within 15 seconds. Look.";
  await waitFor(() => expect(texts("sheet-failed")).toEqual([said]));
});

test("the pictures of a screen lead to the sheet, which takes their place", async () => {
  const { click, user } = await mountShell({});
  const [open] = await screen.findAllByTestId("picture-open");
  await user.click(open as HTMLElement);
  await click("picture-sheet");
  await screen.findByTestId("sheet");
  expect(screen.queryByTestId("picture")).toBeNull();
  await click("sheet-close");
  expect(screen.queryByTestId("sheet")).toBeNull();
});

test("at first it has what is shown, each device, theme and language once", () => {
  const person = { ...UNSET, theme: "dark" as const, locale: "ar" };
  const dark = { ...phone, device: { ...phone.device, preferences: person } };
  const hidden = { ...desktop, shown: false };
  const first = firstWish({ ...stage, screens: [hidden, phone, dark, dark] });
  expect(first).toEqual({ ...WISH, devices: ["iphone-15"], themes: ["light", "dark"], locales: ["ar"] });
});

test("what is left out, and what the server was told, is said", () => {
  const plan = { pictures: 4, withoutPip: ["iPhone 15", "Pixel 5"], tool: "show_board", locale: "en-US" };
  expect(planNotes(plan, { ...WISH, locales: ["ar"] })).toEqual([
    "Without picture in picture on iPhone 15 and Pixel 5: phones show widgets inline or in fullscreen.",
    "Widgets are told the language of their screen. The result is the same in every one: show_board was told en-US when it was called.",
  ]);
  expect(planNotes({ ...plan, withoutPip: [] }, WISH)).toEqual([]);
});

test("languages may have commas or blanks between them", () => {
  expect(readLocales(" de-CH,ar  en-US, ar ")).toEqual(["de-CH", "ar", "en-US"]);
});
