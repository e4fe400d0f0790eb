/** Clearing what widgets have stored: asked first, said afterwards. */
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem } from "../fake-backend";
import { mountShell, wasAsked } from "../testing";

test("what widgets have stored is cleared after a question, and that it was is said", async () => {
  const { backend, click } = await mountShell({ clearWidgetData: () => null });
  await click("tab-settings");
  await click("widget-data-clear");
  expect(screen.getByRole("alertdialog").textContent).toContain(
    "What widgets keep with setWidgetState stays.",
  );
  expect(backend.askedOf("clearWidgetData")).toEqual([]);
  await click("widget-data-clear-confirm");
  await wasAsked(backend, "clearWidgetData");
  expect((await screen.findByTestId("widget-data-cleared")).textContent).toBe("Cleared on all screens.");
});

test("nothing is cleared by Esc, and the settings stay open", async () => {
  const { backend, click, user } = await mountShell({});
  await click("tab-settings");
  await click("widget-data-clear");
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("alertdialog")).toBeNull();
  expect(screen.getByTestId("widget-data-clear")).toBeTruthy();
  expect(backend.askedOf("clearWidgetData")).toEqual([]);
});

test("a failure to clear is told where it was asked for", async () => {
  const { click } = await mountShell({
    clearWidgetData: () => {
      throw problem("What widgets have stored could not be removed: busy.", {
        hint: "Reload the screens and try again.",
      });
    },
  });
  await click("tab-settings");
  await click("widget-data-clear");
  await click("widget-data-clear-confirm");
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "What widgets have stored could not be removed: busy.Reload the screens and try again.",
  );
});
