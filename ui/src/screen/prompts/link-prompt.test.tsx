/** What the dialog before an outside page shows and answers. */
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { prompt } from "../fixtures";
import { drawnScreen } from "../testing";

const drawn = drawnScreen();
const show = (url: string, id?: string) => drawn.show({ prompt: prompt({ kind: "openLink", url }, id) });

test("an outside link is shown as text and asked about", async () => {
  const url = "https://example.com/\u202eexe.card";
  show(url);
  const dialog = screen.getByRole("dialog", { name: "External site" });
  expect(within(dialog).getByTestId("link-address").textContent).toBe(
    "https://example.com/\\u{202e}exe.card",
  );
  expect(within(dialog).queryByRole("link")).toBe(null);
  expect(
    within(dialog)
      .getAllByRole("button")
      .map((button) => button.textContent),
  ).toEqual(["Cancel", "Copy link", "Open link"]);
  await userEvent.click(within(dialog).getByTestId("link-open"));
  show(url, "p2");
  await userEvent.click(screen.getByTestId("link-cancel"));
  act(() => {
    screen.getByTestId("link-dialog").dispatchEvent(new Event("cancel", { cancelable: true }));
  });
  const declined = { kind: "prompt", prompt: "p2", answer: { kind: "declined" } };
  expect(drawn.sent).toEqual([
    { kind: "prompt", prompt: "p1", answer: { kind: "accepted" } },
    declined,
    declined,
  ]);
});

test("a link is copied whole", async () => {
  const user = userEvent.setup();
  show("https://example.com/a?b=c");
  await user.click(screen.getByTestId("link-copy"));
  expect(await screen.findByText("Copied")).toBe(screen.getByTestId("link-copy"));
  expect(await navigator.clipboard.readText()).toBe("https://example.com/a?b=c");
  expect(drawn.sent).toEqual([]);
});
