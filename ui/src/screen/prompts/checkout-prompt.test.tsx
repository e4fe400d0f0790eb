/** The payment sheet says what would be paid, that nothing is, and answers. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { CHECKOUT, prompt } from "../fixtures";
import { drawnScreen } from "../testing";

const drawn = drawnScreen();

test("items, totals and links are shown with what is odd about the session", async () => {
  drawn.show({ prompt: prompt({ kind: "pay", checkout: CHECKOUT }) });
  const text = (testid: string) => screen.getByTestId(testid).textContent;
  expect(screen.getByRole("dialog", { name: "Pay Kanban board" })).toBeTruthy();
  expect(text("checkout-note")).toBe("Test mode: nothing is paid and no card is used.");
  expect(text("checkout-remark")).toBe(CHECKOUT.remarks[0]);
  expect(text("checkout-totals")).toBe("Items$82.98Shipping$5.50Total$88.48");
  expect(screen.queryByRole("link")).toBe(null);
  await userEvent.click(screen.getByTestId("checkout-pay"));
  drawn.show({ prompt: prompt({ kind: "pay", checkout: CHECKOUT }, "p2") });
  await userEvent.click(screen.getByTestId("checkout-decline"));
  expect(drawn.sent).toEqual([
    { kind: "prompt", prompt: "p1", answer: { kind: "accepted" } },
    { kind: "prompt", prompt: "p2", answer: { kind: "declined" } },
  ]);
});
