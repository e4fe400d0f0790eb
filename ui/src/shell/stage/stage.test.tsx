/** The stage: where screens go, what stands in their place, and the switches above them. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Screen } from "../../bindings";
import { problem } from "../fake-backend";
import { desktop, look, phone, stage } from "../fixtures/stage";
import { mountShell, wasAsked } from "../testing";

test("the host is told where the shown screens are", async () => {
  const { backend } = await mountShell({});
  await waitFor(() => expect(backend.askedOf("placeScreens").length).toBeGreaterThan(0));
  const [placements] = backend.askedOf("placeScreens").at(-1) as [{ screen: string; zoom: number }[]];
  expect(placements.map(({ screen }) => screen)).toEqual(["desktop", "phone"]);
  expect(placements.every(({ zoom }) => zoom > 0 && zoom <= 1)).toBe(true);
});

test("a screen that is not shown has no frame and no place", async () => {
  const { backend } = await mountShell({
    stage: () => ({ ...stage, screens: [desktop, { ...phone, shown: false }] }),
  });
  await waitFor(() => expect(backend.askedOf("placeScreens").length).toBeGreaterThan(0));
  expect(screen.getAllByTestId("screen-frame").map((frame) => frame.dataset.screen)).toEqual(["desktop"]);
  const [placements] = backend.askedOf("placeScreens").at(-1) as [{ screen: string }[]];
  expect(placements.map((one) => one.screen)).toEqual(["desktop"]);
});

test.each<{ status: Screen["status"]; says: RegExp }>([
  {
    status: { kind: "hung", since: new Date(Date.now() - 61_000).toISOString() },
    says: /^This screen does not answer\.Its page has been busy since .* \(01:0\d\), most likely a widget in an endless loop/,
  },
  {
    status: { kind: "crashed", reason: "Its process ran out of memory." },
    says: /^This screen has stopped\.Its process ran out of memory\.The rest of Greenroom/,
  },
])("a $status.kind screen has a banner with Reload; the other has none", async ({ status, says }) => {
  const { backend, click } = await mountShell({
    stage: () => ({ ...stage, screens: [desktop, { ...phone, status }] }),
    reloadScreen: () => null,
  });
  const banner = await screen.findByTestId("screen-banner");
  expect(banner.dataset.screen).toBe("phone");
  expect(banner.textContent).toMatch(says);
  await click("screen-banner-reload");
  await wasAsked(backend, "reloadScreen", "phone");
});

test("a screen that loads says so", async () => {
  await mountShell({ stage: () => ({ ...stage, screens: [{ ...desktop, status: { kind: "loading" } }] }) });
  const frame = await screen.findByTestId("screen-frame");
  expect(within(frame).getByRole("status").textContent).toBe("Loading the screen…");
});

test("the toolbar switches screens, theme, display mode and conversation", async () => {
  const { backend, click } = await mountShell({
    setTheme: () => null,
    setDisplayMode: () => null,
    startConversation: () => ({ id: "v2", startedAt: "", entries: [], remembered: [] }),
  });
  await click("show-phone");
  await wasAsked(backend, "saveLook", { ...look, shown: ["phone"] });
  await click("theme-dark");
  await wasAsked(backend, "setTheme", "dark");
  await click("mode-fullscreen");
  await wasAsked(backend, "setDisplayMode", "fullscreen");
  await click("new-conversation");
  await wasAsked(backend, "startConversation");
});

test("the page follows the stage's theme", async () => {
  let theme: "light" | "dark" = "light";
  const { backend } = await mountShell({ stage: () => ({ ...stage, theme }) });
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("light"));
  theme = "dark";
  backend.emit({ kind: "stage" });
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
});

test("a switch that failed is told in the workbench", async () => {
  const { click, user } = await mountShell({
    setTheme: () => {
      throw problem("The theme could not be saved.");
    },
  });
  await click("theme-dark");
  const told = await screen.findByTestId("problem");
  expect(screen.getByRole("complementary", { name: "Workbench" }).contains(told)).toBe(true);
  expect(told.textContent).toBe("The theme could not be saved.");
  await user.click(within(told).getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByTestId("problem")).toBeNull();
});

test("the workbench can be widened by keys, and stays so", async () => {
  const { backend, user } = await mountShell({});
  (await screen.findByTestId("divider")).focus();
  await user.keyboard("{ArrowRight}");
  await wasAsked(backend, "saveLook", { ...look, workbenchWidth: 444 });
});

test("F5 and its button load the widgets anew", async () => {
  const { backend, user } = await mountShell({ remountWidgets: () => null });
  await user.click(await screen.findByTestId("remount-widgets"));
  await wasAsked(backend, "remountWidgets", null);
  await user.keyboard("{F5}");
  await waitFor(() => expect(backend.askedOf("remountWidgets")).toEqual([[null], [null]]));
});
