/** The prompt in the workbench. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem } from "../fake-backend";
import { approval } from "../fixtures";
import { mountShell, wasAsked } from "../testing";

const buttons = () =>
  within(screen.getByTestId("approval-card"))
    .getAllByRole("button")
    .map((button) => button.dataset.testid);

test("it says who wants what, with what, and why it asks", async () => {
  await mountShell({
    approvals: () => [
      approval({ sentence: "Pays \u202ebob", arguments: { to: "bob", amount: 5 } }),
      approval({ id: "a2" }),
    ],
  });
  const card = await screen.findByTestId("approval-card");
  const payload = JSON.stringify({ name: "add_card", arguments: { title: "Ship it" } }, null, 2);
  expect(card.textContent).toBe(
    [
      "Allow Greenroom to use Board?",
      "1 of 2",
      "Pays \\u{202e}bob",
      "Add a card · add_card",
      'to"bob"amount5',
      "The tool does not say that it only reads.",
      "See details",
      payload,
      "Deny D",
      "Allow once A",
      "Allow for this conversation C",
    ].join(""),
  );
});

test("only the answers that the host allows are offered, in its order", async () => {
  await mountShell({ approvals: () => [approval({ choices: ["allow_once", "deny"] })] });
  await screen.findByTestId("approval-card");
  expect(buttons()).toEqual(["approval-allow-once", "approval-deny"]);
});

test.each([
  { testId: "approval-deny", choice: "deny" },
  { testId: "approval-allow-once", choice: "allow_once" },
  { testId: "approval-allow-conversation", choice: "allow_for_conversation" },
])("$testId answers $choice, once", async ({ testId, choice }) => {
  const { backend, click } = await mountShell({ approvals: () => [approval()], answerApproval: () => null });
  await click(testId);
  await click(testId);
  expect(backend.askedOf("answerApproval")).toEqual([["a1", choice]]);
});

test("keys answer only while the card has the focus", async () => {
  const { backend, user } = await mountShell({
    approvals: () => [approval({ choices: ["deny", "allow_once"] })],
    answerApproval: () => null,
  });
  const card = await screen.findByTestId("approval-card");
  await user.keyboard("a");
  card.focus();
  await user.keyboard("c");
  expect(backend.askedOf("answerApproval")).toEqual([]);
  await user.keyboard("d");
  await wasAsked(backend, "answerApproval", "a1", "deny");
});

test("an answered prompt gives way to the next, and the last one to nothing", async () => {
  let waiting = [approval(), approval({ id: "a2", question: "Allow Greenroom to use Cards?" })];
  const { backend, click } = await mountShell({
    approvals: () => waiting,
    answerApproval: (id) => {
      waiting = waiting.filter((one) => one.id !== id);
      backend.emit({ kind: "approvals" });
      return null;
    },
  });
  await click("approval-allow-once");
  expect(await screen.findByText("Allow Greenroom to use Cards?")).toBeTruthy();
  await click("approval-deny");
  await waitFor(() => expect(screen.queryByTestId("approval-card")).toBeNull());
  expect(backend.askedOf("answerApproval")).toEqual([
    ["a1", "allow_once"],
    ["a2", "deny"],
  ]);
});

test("an answer that did not arrive can be given again", async () => {
  const { click } = await mountShell({
    approvals: () => [approval()],
    answerApproval: () => {
      throw problem("The prompt is no longer there.", { code: "not_found" });
    },
  });
  await click("approval-deny");
  expect((await screen.findByTestId("problem")).textContent).toBe("The prompt is no longer there.");
  expect((screen.getByTestId("approval-deny") as HTMLButtonElement).disabled).toBe(false);
});
