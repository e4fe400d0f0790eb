/** A modal of a widget: what it is called, how it closes, and what can still be reached. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ScreenModal } from "../bindings";
import { APPROVAL, call, FRAME } from "./fixtures";
import { drawnScreen } from "./testing";

const drawn = drawnScreen();

const MODAL: ScreenModal = {
  title: "Move the card",
  appName: "Kanban board",
  frame: { ...FRAME, instance: "w9", mode: "modal" },
};

test("it is closed with its button and with Esc", async () => {
  drawn.show({ entries: [call({ widget: FRAME })], modal: MODAL });
  const modal = screen.getByRole("dialog", { name: "Move the card" });
  expect(within(modal).getByTestId("widget-frame").dataset.instance).toBe("w9");
  expect(document.activeElement).toBe(within(modal).getByTestId("modal-close"));
  await userEvent.keyboard("{Escape}");
  await userEvent.click(within(modal).getByRole("button", { name: "Close Move the card" }));
  const closed = { kind: "closeModal", instance: "w9" };
  expect(drawn.sent).toEqual([closed, closed]);
});

test("what is under it is out of reach, and its frames stay where they are", () => {
  drawn.show({ entries: [call({ widget: FRAME })] });
  const frame = screen.getByTestId("widget-frame");
  drawn.show({ entries: [call({ widget: FRAME })], modal: MODAL, approvals: [APPROVAL] });
  expect(document.querySelector("[data-instance=w1]")).toBe(frame);
  expect(frame.closest("[inert]")).not.toBe(null);
  expect(screen.getByTestId("composer").closest("[inert]")).not.toBe(null);
  const card = screen.getByTestId("tool-approval-card");
  expect(card.closest("[inert]")).toBe(null);
  expect(card.closest<HTMLElement>(".prompt")?.dataset.over).toBe("true");
});

test("a fullscreen widget with a page of its own has a button for it", async () => {
  drawn.show({ entries: [call({ widget: { ...FRAME, mode: "fullscreen", openInApp: true } })] });
  await userEvent.click(screen.getByRole("button", { name: "Open in Kanban board" }));
  drawn.show({ entries: [call({ widget: { ...FRAME, mode: "fullscreen" } })] });
  expect(screen.queryByTestId("fullscreen-open")).toBe(null);
  expect(drawn.sent).toEqual([{ kind: "openInApp", instance: "w1" }]);
});
