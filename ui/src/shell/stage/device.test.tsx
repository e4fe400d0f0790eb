/** The device of a screen: chosen, sized, turned, moved, added and taken away, always as one whole arrangement. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Device, Screen } from "../../bindings";
import { problem } from "../fake-backend";
import { desktop, look, phone, stage } from "../fixtures/stage";
import { mountShell, texts, wasAsked } from "../testing";
import { kindOf, moved, readSide, screenNames, UNSET } from "./arrangement";
import { EMULATED, NOT_EMULATED, REAL } from "./emulated";
import { shownOf } from "./shown-switch";

const DESKTOP = {
  id: "desktop",
  preset: "desktop",
  orientation: "portrait",
  size: null,
  preferences: UNSET,
};
const PHONE = {
  id: "phone",
  preset: "iphone-15",
  orientation: "portrait",
  size: null,
  preferences: UNSET,
};

function another(id: string, more: Partial<Device> = {}): Screen {
  return { ...phone, device: { ...phone.device, id, ...more } };
}

/** A stage of these screens, with the panel of the one at this place open. */
async function mountPanel(place: number, screens: Screen[] = [desktop, phone]) {
  const mounted = await mountShell({ stage: () => ({ ...stage, screens }), arrangeScreens: () => null });
  await screen.findAllByTestId("device-open");
  const open = () => mounted.user.click(screen.getAllByTestId("device-open")[place] as HTMLElement);
  await open();
  return { ...mounted, open };
}

const field = (testId: string) => screen.getByTestId(testId) as HTMLInputElement;
const isDisabled = (testId: string) => (screen.getByTestId(testId) as HTMLButtonElement).disabled;

test("another device is chosen from lists of its kind, and its source stands below", async () => {
  const { backend, user } = await mountPanel(1);
  expect(screen.getByTestId("device").dataset.screen).toBe("phone");
  expect(screen.getByTestId("device-source").textContent).toBe(
    "Its measures: observed: a device, September 2023. A device with another user agent loads this screen anew; a turn or another size does not. Its id is phone.",
  );
  const lists = [...screen.getByTestId("device-preset").querySelectorAll("optgroup")];
  expect(lists.map((list) => [list.label, ...[...list.children].map((one) => one.textContent)])).toEqual([
    ["Desktops", "Desktop · 1024 × 768", "Laptop · 1280 × 720"],
    ["iPhones", "iPhone 15 · 393 × 852"],
    ["Android phones", "Pixel 5 · 393 × 851"],
    ["Tablets", "iPad Pro 11 · 834 × 1194"],
  ]);
  await user.selectOptions(screen.getByTestId("device-preset"), "pixel-5");
  await wasAsked(backend, "arrangeScreens", [DESKTOP, { ...PHONE, preset: "pixel-5" }]);
});

test("what of a device is real, emulated and neither is folded away under its source", async () => {
  const { user } = await mountPanel(1);
  const fold = screen.getByTestId("device-emulated");
  const list = fold.closest("details") as HTMLDetailsElement;
  expect([fold.textContent, list.open]).toEqual(["What is real, and what is emulated", false]);
  await user.click(fold);
  expect(list.open).toBe(true);
  expect([...list.querySelectorAll("h4")].map((title) => title.textContent)).toEqual([
    "Real",
    "Emulated",
    "Not emulated",
  ]);
  expect([...list.querySelectorAll("dt")].map((trait) => trait.textContent)).toEqual(
    [...REAL, ...EMULATED, ...NOT_EMULATED].map(({ of }) => of),
  );
});

test("a desktop does not turn, so a phone that lay becomes an upright one of its own size", async () => {
  const customSize = { width: 400, height: 700 };
  const { backend, user } = await mountPanel(1, [
    desktop,
    another("phone", { orientation: "landscape", customSize, width: 700, height: 400 }),
  ]);
  await user.selectOptions(screen.getByTestId("device-preset"), "laptop");
  await wasAsked(backend, "arrangeScreens", [DESKTOP, { ...PHONE, preset: "laptop" }]);
});

test("a screen gets a size of its own, and goes back to its device's", async () => {
  const { backend, click, user } = await mountPanel(0, [
    { ...desktop, device: { ...desktop.device, customSize: { width: 1024, height: 768 } } },
  ]);
  expect([field("device-width").value, field("device-height").value]).toEqual(["1024", "768"]);
  expect(isDisabled("device-size-set")).toBe(true);
  await user.clear(field("device-width"));
  await user.type(field("device-width"), "500{Enter}");
  await wasAsked(backend, "arrangeScreens", [{ ...DESKTOP, size: { width: 500, height: 768 } }]);
  await click("device-size-preset");
  await wasAsked(backend, "arrangeScreens", [DESKTOP]);
});

test("the size of a phone that lies is typed as it is seen and kept upright", async () => {
  const { backend, click, user } = await mountPanel(0, [
    another("phone", { orientation: "landscape", width: 852, height: 393 }),
  ]);
  expect([field("device-width").value, field("device-height").value]).toEqual(["852", "393"]);
  await user.clear(field("device-width"));
  await user.type(field("device-width"), "700");
  await click("device-size-set");
  await wasAsked(backend, "arrangeScreens", [
    { ...PHONE, orientation: "landscape", size: { width: 393, height: 700 } },
  ]);
});

test.each([
  ["240", 240],
  [" 4096 ", 4096],
  ["239", null],
  ["4097", null],
  ["1e3", null],
  ["", null],
])("a side typed as “%s” is %s", (text, side) => {
  expect(readSide(text)).toBe(side);
});

test("a size that no screen can have cannot be set", async () => {
  const { user } = await mountPanel(0);
  await user.type(field("device-height"), "0");
  expect(isDisabled("device-size-set")).toBe(true);
});

test("a phone is turned in its panel and on its head, a desktop nowhere", async () => {
  const { backend, click, open } = await mountPanel(1);
  await click("device-rotate");
  await wasAsked(backend, "arrangeScreens", [DESKTOP, { ...PHONE, orientation: "landscape" }]);
  await open();
  await click("screen-rotate");
  expect(backend.askedOf("arrangeScreens")).toEqual([
    [[DESKTOP, { ...PHONE, orientation: "landscape" }]],
    [[DESKTOP, { ...PHONE, orientation: "landscape" }]],
  ]);
  expect(screen.getAllByTestId("screen-rotate").map((button) => button.dataset.screen)).toEqual(["phone"]);
});

test("a screen is moved among the others, and not beyond them", async () => {
  const { backend, click } = await mountPanel(1);
  expect([isDisabled("device-left"), isDisabled("device-right")]).toEqual([false, true]);
  await click("device-left");
  await wasAsked(backend, "arrangeScreens", [PHONE, DESKTOP]);
});

test("one place to the right is behind the next one", () => {
  const ids = (by: number) =>
    moved([DESKTOP, PHONE, { ...PHONE, id: "third" }] as Parameters<typeof moved>[0], "phone", by).map(
      ({ id }) => id,
    );
  expect([ids(1), ids(-1)]).toEqual([
    ["desktop", "third", "phone"],
    ["phone", "desktop", "third"],
  ]);
});

test("a screen is taken away, and its panel with it", async () => {
  const { backend, click } = await mountPanel(0);
  await click("device-remove");
  await wasAsked(backend, "arrangeScreens", [PHONE]);
  expect(screen.queryByTestId("device")).toBeNull();
});

test("a screen is loaded anew in its panel too", async () => {
  const { backend, click } = await mountPanel(1);
  await click("device-reload");
  await wasAsked(backend, "reloadScreen", "phone");
});

test("the last screen stays", async () => {
  await mountPanel(0, [phone]);
  expect(isDisabled("device-remove")).toBe(true);
  expect(screen.getByTestId("device-remove").title).toBe("One screen must stay");
});

test("a screen that is added is the next device there is not yet, and its panel opens", async () => {
  let screens = [desktop, phone];
  const { backend, click } = await mountShell({
    stage: () => ({ ...stage, screens }),
    arrangeScreens: () => {
      screens = [...screens, another("screen-3", { preset: "laptop", name: "Laptop" })];
      backend.emit({ kind: "stage" });
      return null;
    },
  });
  await waitFor(() => expect(isDisabled("screen-add")).toBe(false));
  await click("screen-add");
  await wasAsked(backend, "arrangeScreens", [
    DESKTOP,
    PHONE,
    { id: "screen-3", preset: "laptop", orientation: "portrait", size: null, preferences: UNSET },
  ]);
  expect((await screen.findByTestId("device")).dataset.screen).toBe("screen-3");
});

test("there are eight screens at most", async () => {
  const eight = Array.from({ length: 8 }, (_, index) => another(`screen-${index}`));
  await mountPanel(0, eight);
  expect(isDisabled("screen-add")).toBe(true);
  expect(screen.getByTestId("screen-add").title).toBe("There are 8 screens; more would be illegible");
});

test("two screens of one kind are told apart, on their heads and in the workbench", async () => {
  const { click } = await mountShell({ stage: () => ({ ...stage, screens: [phone, another("screen-2")] }) });
  await waitFor(() => expect(texts("device-open")).toEqual(["iPhone 15", "iPhone 15 (2)"]));
  await click("tab-activity");
  await click("model-open");
  const options = (await screen.findByTestId("model-screen")).querySelectorAll("option");
  expect([...options].map((option) => [option.value, option.textContent])).toEqual([
    ["phone", "iPhone 15"],
    ["screen-2", "iPhone 15 (2)"],
  ]);
  expect([...screenNames([desktop, phone, another("a"), another("b")])].map(([, name]) => name)).toEqual([
    "Desktop",
    "iPhone 15",
    "iPhone 15 (2)",
    "iPhone 15 (3)",
  ]);
});

test("Esc closes the panel, another one takes its place, and keys go on in it", async () => {
  const { user, open } = await mountPanel(1);
  expect(document.activeElement?.textContent).toBe("iPhone 15");
  await user.keyboard("{Tab}");
  expect(document.activeElement).toBe(screen.getByTestId("device-preset"));
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("device")).toBeNull();
  expect(document.activeElement).toBe(screen.getAllByTestId("device-open")[1]);
  await open();
  await user.click(screen.getAllByTestId("conditions-open")[1] as HTMLElement);
  expect(screen.queryByTestId("device")).toBeNull();
  expect(screen.getByTestId("conditions").dataset.screen).toBe("phone");
  expect(document.activeElement?.textContent).toBe("Network of iPhone 15");
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(screen.getAllByTestId("conditions-open")[1]);
});

test("an arrangement that the host refuses is told", async () => {
  const { click } = await mountShell({
    arrangeScreens: () => {
      throw problem("There is no device “abacus”.");
    },
  });
  await click("screen-rotate");
  expect((await screen.findByTestId("problem")).textContent).toBe("There is no device “abacus”.");
});

test.each<{ shown: boolean[]; says: string }>([
  { shown: [true, true, true], says: "both" },
  { shown: [false, true, true], says: "phone" },
  { shown: [true, false, false], says: "desktop" },
  { shown: [true, false, true], says: "some" },
])("of a desktop and two phones $shown are shown: $says", ({ shown, says }) => {
  const screens = [desktop, phone, another("screen-3")];
  expect(shownOf(screens.map((one, index) => ({ ...one, shown: shown[index] === true })))).toBe(says);
});

test("phones alone are all shown, and there is no desktop to switch to", async () => {
  const { backend, click } = await mountShell({
    stage: () => ({ ...stage, screens: [phone, { ...another("screen-2"), shown: false }] }),
  });
  await click("show-phone");
  await wasAsked(backend, "saveLook", { ...look, shown: ["phone", "screen-2"] });
  expect([isDisabled("show-desktop"), isDisabled("show-both")]).toEqual([true, true]);
});

test("a tablet is what touches and names neither iPhone nor Android", () => {
  expect(kindOf({ form: "phone", userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" })).toBe(
    "Tablets",
  );
});
