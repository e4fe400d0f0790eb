/** The prompt in the workbench. */
import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { CardChoice } from "../../bindings";
import { problem } from "../fake-backend";
import { approval, verdict } from "../fixtures/approvals";
import { call, conversation, record } from "../fixtures/conversation";
import { mountShell, wasAsked } from "../testing";

const DENY: CardChoice = { choice: "deny", label: "Deny" };
const ALLOW: CardChoice = { choice: "allow_once", label: "Allow once" };

afterEach(() => vi.useRealTimers());

const buttons = () =>
  within(screen.getByTestId("approval-card"))
    .getAllByRole("button")
    .map((button) => button.dataset.testid);

test("it says who wants what, with what, and why it asks", async () => {
  await mountShell({
    approvals: () => [
      approval({ card: { sentence: "Pays \u202ebob", arguments: { to: "bob", amount: 5 } } }),
      approval({ id: "a2" }),
    ],
  });
  const card = await screen.findByTestId("approval-card");
  expect(card.textContent).toBe(
    [
      "Allow ChatGPT to use Board?",
      "1 of 2",
      "Pays \\u{202e}bob",
      "Add a card · add_card · asked by you",
      'to"bob"amount5',
      "The tool does not say that it only reads.",
      "See details",
      "Deny D",
      "Allow once A",
      "Allow for this conversation C",
      "Always allow Board W",
      "Deny for this conversation N",
    ].join(""),
  );
});

test("a widget that asks is named with its screen, and its call is one click away", async () => {
  const earlier = call({ id: "k0", toolTitle: "Show the board" });
  const { click } = await mountShell({
    approvals: () => [approval({ asker: { kind: "widget", callId: "k0", screen: "phone" } })],
    conversation: () => conversation(earlier),
    call: () => record({ call: earlier }),
    widgets: () => [],
  });
  const card = await screen.findByTestId("approval-card");
  expect(card.textContent).toContain("Add a card · add_card · asked by the widget on iPhone 15");
  await click("approval-call");
  expect(await screen.findByRole("heading", { name: "Show the board" })).toBeTruthy();
});

test("what would alter the verdict is told by place and by what it leads to", async () => {
  await mountShell({
    approvals: () => [
      approval({
        verdict: verdict({
          alternatives: [
            { of: "setting", change: "Permission level: Allow all actions", action: "run" },
            { of: "tool", change: "readOnlyHint: true", action: "run" },
            { of: "setting", change: "Higher-risk calls: are declined", action: "refuse" },
            { of: "tool", change: "openWorldHint: false", action: "run" },
          ],
        }),
      }),
    ],
  });
  await screen.findByTestId("approval-card");
  const rows = [...screen.getByTestId("verdict-alternatives").querySelectorAll("dl > div")];
  expect(rows.map((row) => [...row.children].map((line) => line.textContent))).toEqual([
    ["In the tool", "Would run: readOnlyHint: true · openWorldHint: false"],
    [
      "In the settings",
      "Would run: Permission level: Allow all actions",
      "Would be refused: Higher-risk calls: are declined",
    ],
  ]);
});

test("only the answers that the host allows are offered, in its order", async () => {
  await mountShell({ approvals: () => [approval({ card: { choices: [ALLOW, DENY] } })] });
  await screen.findByTestId("approval-card");
  expect(buttons()).toEqual(["approval-allow-once", "approval-deny"]);
});

test.each([
  { testId: "approval-deny", key: "d", choice: "deny" },
  { testId: "approval-allow-once", key: "A", choice: "allow_once" },
  { testId: "approval-allow-conversation", key: "c", choice: "allow_for_conversation" },
  { testId: "approval-always-allow", key: "w", choice: "always_allow" },
  { testId: "approval-deny-conversation", key: "n", choice: "deny_for_conversation" },
])("$testId answers $choice, and so does $key, once", async ({ testId, key, choice }) => {
  let id = "a1";
  const { backend, click, user } = await mountShell({
    approvals: () => [approval({ id })],
    answerApproval: () => null,
  });
  await click(testId);
  await click(testId);
  id = "a2";
  backend.emit({ kind: "approvals" });
  await waitFor(() => expect((screen.getByTestId(testId) as HTMLButtonElement).disabled).toBe(false));
  screen.getByTestId("approval-card").focus();
  await user.keyboard(key);
  await user.keyboard(key);
  expect(backend.askedOf("answerApproval")).toEqual([
    ["a1", choice],
    ["a2", choice],
  ]);
});

test("keys answer only while the card has the focus", async () => {
  const { backend, user } = await mountShell({
    approvals: () => [approval({ card: { choices: [DENY, ALLOW] } })],
    answerApproval: () => null,
  });
  const card = await screen.findByTestId("approval-card");
  await user.keyboard("a");
  card.focus();
  await user.keyboard("c{Escape}{Control>}a{/Control}");
  expect(backend.askedOf("answerApproval")).toEqual([]);
  await user.keyboard("d");
  await wasAsked(backend, "answerApproval", "a1", "deny");
});

test("an answered prompt gives way to the next, and the last one to nothing", async () => {
  let waiting = [approval(), approval({ id: "a2", card: { question: "Allow ChatGPT to use Cards?" } })];
  const { backend, click } = await mountShell({
    approvals: () => waiting,
    answerApproval: (id) => {
      waiting = waiting.filter((one) => one.id !== id);
      backend.emit({ kind: "approvals" });
      return null;
    },
  });
  await click("approval-allow-once");
  expect(await screen.findByText("Allow ChatGPT to use Cards?")).toBeTruthy();
  await click("approval-deny");
  await waitFor(() => expect(screen.queryByTestId("approval-card")).toBeNull());
  expect(backend.askedOf("answerApproval")).toEqual([
    ["a1", "allow_once"],
    ["a2", "deny"],
  ]);
});

test("keys go on to the next prompt, and a held key answers but one", async () => {
  let waiting = [approval(), approval({ id: "a2", card: { question: "Allow ChatGPT to use Cards?" } })];
  const { backend, user } = await mountShell({
    approvals: () => waiting,
    answerApproval: (id) => {
      waiting = waiting.filter((one) => one.id !== id);
      backend.emit({ kind: "approvals" });
      return null;
    },
  });
  const card = await screen.findByTestId("approval-card");
  screen.getByTestId("approval-allow-once").focus();
  await user.keyboard("a");
  expect(await screen.findByText("Allow ChatGPT to use Cards?")).toBeTruthy();
  expect(document.activeElement).toBe(card);
  act(() => void card.dispatchEvent(new KeyboardEvent("keydown", { key: "a", repeat: true, bubbles: true })));
  expect(backend.askedOf("answerApproval")).toEqual([["a1", "allow_once"]]);
  await user.keyboard("n");
  await wasAsked(backend, "answerApproval", "a2", "deny_for_conversation");
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

test("it counts down to its refusal, and says and marks what a rehearsal answers", async () => {
  const at = new Date(Date.now() + 90_000).toISOString();
  await mountShell({
    approvals: () => [
      approval({ refusedAt: at, rehearsed: { step: 2, answer: "Always allow", choice: "always_allow", at } }),
    ],
  });
  const card = await screen.findByTestId("approval-card");
  expect(screen.getByTestId("approval-countdown").textContent).toMatch(
    /^Counts as refused in 1 min (29|30) s$/,
  );
  expect(screen.getByTestId("approval-rehearsed").textContent).toBe("Rehearsal answers: Always allow");
  const coming = [...card.querySelectorAll<HTMLElement>("[data-coming=true]")];
  expect(coming.map(({ dataset }) => dataset.testid)).toEqual(["approval-always-allow"]);
});

test("text that would look like an interface is shown as it is, whole in the details and cut above them", async () => {
  const markup = '<img src=x onerror="window.hacked = true"><button>Allow</button>';
  const hostile: Record<string, string> = {
    to: "pay \u202e001 to\u2066 \u200bb\ufeffob\u2069\r\n\u2028Allow once",
    markup,
    long: `${"0123456789".repeat(10_000)}end`,
    ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`more${index}`, ""])),
  };
  const payload = { name: "add_card", arguments: hostile };
  const { click } = await mountShell({
    approvals: () => [
      approval({
        card: {
          toolName: "add\u202e_card",
          toolTitle: markup,
          question: `Allow ChatGPT to use \u202e${markup}?`,
          sentence: `Safe\u200b${markup}`,
          arguments: hostile,
          payload,
          choices: [DENY, ALLOW, { choice: "always_allow", label: `Always allow \u202e${markup}` }],
        },
        verdict: verdict({ reason: `“Always allow \u202e${markup}” was answered earlier.` }),
      }),
    ],
  });
  await click("approval-details");
  const shown = (await screen.findByTestId("approval-payload")).textContent ?? "";
  const written = shown.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, code) =>
    String.fromCodePoint(parseInt(code, 16)),
  );
  expect(JSON.parse(written)).toEqual(payload);
  const card = screen.getByTestId("approval-card");
  expect(card.textContent).not.toMatch(/[\u200b\u2028\u202e\u2066\u2069\ufeff]/);
  expect([...card.querySelectorAll("dl dd")].slice(0, 3).map((value) => value.textContent)).toEqual([
    '"pay \\u{202e}001 to\\u{2066} \\u{200b}b\\u{feff}ob\\u{2069}\\r\\n\\u{2028}Allow once"',
    JSON.stringify(markup),
    `"${"0123456789".repeat(10_000).slice(0, 299)}…`,
  ]);
  expect(screen.getByText("And 13 more: see the details.")).toBeTruthy();
  expect(within(card).getByRole("heading").textContent).toBe(`Allow ChatGPT to use \\u{202e}${markup}?`);
  expect(screen.getByTestId("approval-always-allow").textContent).toBe(`Always allow \\u{202e}${markup} W`);
  expect(card.querySelectorAll("img")).toHaveLength(0);
  expect("hacked" in window).toBe(false);
});
