/** F6 and Shift+F6 within the workbench's page, and the way from there to the screens and back. */
import { act, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { mountShell, wasAsked } from "./testing";

const held = () => (document.activeElement as HTMLElement).dataset.testid;

test("F6 goes from the workbench to the stage, from there to the screens, and back by Shift+F6", async () => {
  const { backend, user } = await mountShell({ enterScreens: () => null });
  await screen.findAllByTestId("device-open");
  act(() => screen.getByTestId("new-connector").focus());
  await user.keyboard("{F6}");
  expect(screen.getByLabelText("Stage").contains(document.activeElement)).toBe(true);
  await user.keyboard("{F6}");
  await wasAsked(backend, "enterScreens", "forward");
  await user.keyboard("{Shift>}{F6}{/Shift}");
  expect(held()).toBe("new-connector");
  await user.keyboard("{Shift>}{F6}{/Shift}");
  await wasAsked(backend, "enterScreens", "backward");
});

test("whoever comes back from the screens goes on where they were", async () => {
  const { backend } = await mountShell({});
  const [button] = await screen.findAllByTestId("picture-open");
  act(() => button?.focus());
  act(() => screen.getByTestId("new-connector").focus());
  act(() => backend.emit({ kind: "pane", pane: { kind: "stage" } }));
  expect(document.activeElement).toBe(button);
  act(() => backend.emit({ kind: "pane", pane: { kind: "workbench" } }));
  expect(held()).toBe("new-connector");
});

test("F1 lists the keys, and Esc goes back to the settings", async () => {
  const { user } = await mountShell({});
  await user.keyboard("{F1}");
  const [everywhere] = screen.getAllByTestId("keys");
  expect(everywhere?.querySelector("dt")?.textContent).toBe("F6Shift+F6");
  await user.keyboard("{Escape}");
  expect((await screen.findByTestId("keys-open")).textContent).toBe("Keys");
});
