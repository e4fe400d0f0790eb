/** The approval card on a screen: what it says, and how it is answered. */
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Choice } from "../../bindings";
import { APPROVAL, approval, call, FRAME } from "../fixtures";
import { drawnScreen } from "../testing";

const drawn = drawnScreen();
const { show } = drawn;
const FULLSCREEN = [call({ widget: { ...FRAME, mode: "fullscreen" } })];

afterEach(() => vi.useRealTimers());

function card(): HTMLElement {
  return screen.getByTestId("tool-approval-card");
}

function buttons(): (string | null)[] {
  return within(card())
    .getAllByRole("button")
    .map((button) => button.getAttribute("aria-label") ?? button.textContent);
}

function menu(): (string | null)[] {
  return screen.queryAllByRole("menuitem").map((item) => item.textContent);
}

function focused(): string | undefined {
  return (document.activeElement as HTMLElement).dataset.testid;
}

const answered = () => drawn.sent;

test("the card asks as ChatGPT does, and shows no value of an argument", () => {
  show({ approvals: [APPROVAL, approval({}, { id: "a2" })] });
  expect(card()).toBe(screen.getByRole("group", { name: "Allow ChatGPT to use Kanban board?" }));
  expect(card().textContent).toBe(
    "KAllow ChatGPT to use Kanban board?1 of 2Adds a card to a column of the board.See detailsDenyAllow once",
  );
  expect(buttons()).toEqual(["See details", "Deny", "Allow once", "More answers"]);
});

test("the details have the whole payload, and go again", async () => {
  show({ approvals: [approval({ details: "View details" })] });
  const details = screen.getByRole("button", { name: "View details", expanded: false });
  await userEvent.click(details);
  expect(screen.getByTestId("approval-payload").textContent).toBe(`{
  "name": "board_add",
  "arguments": {
    "title": "Buy\\u{202e} paint",
    "column": "To do"
  }
}`);
  await userEvent.click(details);
  expect(screen.queryByTestId("approval-payload")).toBeNull();
});

test("the payload is copied as it would be sent, or selected where there is no clipboard", async () => {
  const user = userEvent.setup();
  show({ approvals: [APPROVAL] });
  await user.click(screen.getByTestId("approval-details"));
  await user.click(screen.getByTestId("approval-copy"));
  expect(await navigator.clipboard.readText()).toBe(JSON.stringify(APPROVAL.card.payload, null, 2));
  expect(screen.getByTestId("approval-copy").textContent).toBe("Copied");
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("refused"));
  await user.click(screen.getByTestId("approval-copy"));
  expect(screen.getByTestId("approval-copy").textContent).toBe("Press Ctrl+C to copy");
  expect(getSelection()?.toString()).toBe(screen.getByTestId("approval-payload").textContent);
});

test.each([
  ["Deny", "deny"],
  ["Allow once", "allow_once"],
] as const)("%s is answered, once, by key as by click", async (label, choice) => {
  show({ approvals: [APPROVAL] });
  const button = screen.getByRole("button", { name: label });
  button.focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.click(button);
  expect(answered()).toEqual([{ kind: "answer", approval: "a1", choice }]);
});

test.each([
  ["approval-allow-conversation", "allow_for_conversation"],
  ["approval-always-allow", "always_allow"],
  ["approval-deny-conversation", "deny_for_conversation"],
] as const)("%s stands in the menu and is answered from there", async (testId, choice) => {
  show({ approvals: [APPROVAL] });
  await userEvent.click(screen.getByTestId("approval-more"));
  expect(menu()).toEqual([
    "Allow for this conversation",
    "Always allow Kanban board",
    "Deny for this conversation",
  ]);
  await userEvent.click(screen.getByTestId(testId));
  expect(answered()).toEqual([{ kind: "answer", approval: "a1", choice }]);
  expect(menu()).toEqual([]);
});

test("the menu is used by keys alone", async () => {
  show({ approvals: [APPROVAL] });
  const more = screen.getByTestId("approval-more");
  const press = async (...keys: string[]) => {
    for (const key of keys) await userEvent.keyboard(`{${key}}`);
    return focused();
  };
  for (const opening of ["Enter", " ", "ArrowDown"]) {
    more.focus();
    expect(await press(opening)).toBe("approval-allow-conversation");
    expect(await press("Escape")).toBe("approval-more");
    expect(menu()).toEqual([]);
  }
  expect(await press("ArrowUp")).toBe("approval-deny-conversation");
  expect(await press("ArrowDown")).toBe("approval-allow-conversation");
  expect(await press("ArrowUp")).toBe("approval-deny-conversation");
  expect(await press("Home")).toBe("approval-allow-conversation");
  expect(await press("End")).toBe("approval-deny-conversation");
  expect(await press("ArrowUp")).toBe("approval-always-allow");
  expect(await press("d", "a")).toBe("approval-always-allow");
  expect(answered()).toEqual([]);
  await press("Enter");
  expect(answered()).toEqual([{ kind: "answer", approval: "a1", choice: "always_allow" }]);
});

test("the menu closes with a click elsewhere, a second click on its button, Tab, and a click into a widget", async () => {
  show({ approvals: [APPROVAL] });
  const more = screen.getByTestId("approval-more");
  const ways = [
    () => userEvent.click(screen.getByTestId("composer")),
    () => userEvent.click(more),
    () => userEvent.keyboard("{Tab}"),
    () => act(() => window.dispatchEvent(new Event("blur"))),
  ];
  for (const close of ways) {
    await userEvent.click(more);
    expect(menu()).toHaveLength(3);
    await close();
    expect([menu(), more.getAttribute("aria-expanded")]).toEqual([[], "false"]);
  }
  expect(answered()).toEqual([]);
});

test("only the offered choices are there, in their order", () => {
  const choices = [
    { choice: "allow_once" as const, label: "Go on" },
    { choice: "deny" as const, label: "Stop" },
  ];
  show({ approvals: [approval({ choices })] });
  expect(buttons()).toEqual(["See details", "Go on", "Stop"]);
});

test("D and A answer while the card has the focus, and only then", async () => {
  show({ approvals: [APPROVAL] });
  await userEvent.keyboard("d");
  await userEvent.type(screen.getByTestId("composer"), "add");
  expect(answered()).toEqual([]);
  screen.getByTestId("approval-details").focus();
  await userEvent.keyboard("{Control>}a{/Control}");
  await userEvent.keyboard("{Escape}");
  expect(answered()).toEqual([]);
  await userEvent.keyboard("a");
  expect(answered()).toEqual([{ kind: "answer", approval: "a1", choice: "allow_once" }]);
});

test("keys go on to the next card, and neither a held key nor a double click answers two", async () => {
  show({ approvals: [APPROVAL, approval({}, { id: "a2" })] });
  screen.getByTestId("approval-deny").focus();
  await userEvent.keyboard("d");
  show({ approvals: [approval({}, { id: "a2" })] });
  expect(focused()).toBe("tool-approval-card");
  const held = new KeyboardEvent("keydown", { key: "d", repeat: true, bubbles: true });
  act(() => void card().dispatchEvent(held));
  const second = new MouseEvent("click", { detail: 2, bubbles: true });
  act(() => void screen.getByTestId("approval-deny").dispatchEvent(second));
  expect(answered()).toEqual([{ kind: "answer", approval: "a1", choice: "deny" }]);
  await userEvent.keyboard("a");
  expect(answered().slice(1)).toEqual([{ kind: "answer", approval: "a2", choice: "allow_once" }]);
});

test("answering one prompt brings a fresh card for the next", async () => {
  show({ approvals: [APPROVAL, approval({}, { id: "a2" })] });
  await userEvent.click(screen.getByTestId("approval-details"));
  await userEvent.click(screen.getByTestId("approval-deny"));
  show({ approvals: [approval({}, { id: "a2" })] });
  expect(screen.queryByTestId("approval-payload")).toBeNull();
  await userEvent.click(screen.getByTestId("approval-allow-once"));
  expect(answered()).toEqual([
    { kind: "answer", approval: "a1", choice: "deny" },
    { kind: "answer", approval: "a2", choice: "allow_once" },
  ]);
});

test("over a fullscreen widget the card takes the focus, but not from someone who types", () => {
  show({ entries: FULLSCREEN });
  show({ entries: FULLSCREEN, approvals: [APPROVAL] });
  expect(focused()).toBe("tool-approval-card");
  screen.getByTestId("composer").focus();
  show({ entries: FULLSCREEN, approvals: [approval({}, { id: "a2" })] });
  expect(focused()).toBe("composer");
});

test("in the transcript the card takes no focus", () => {
  show({ approvals: [APPROVAL] });
  expect(document.activeElement).toBe(document.body);
});

test("a prompt that will not wait for ever counts down, and no clock runs for one that will", () => {
  vi.useFakeTimers({ now: new Date("2026-11-21T10:00:00.050Z") });
  show({ approvals: [APPROVAL] });
  expect([screen.queryByTestId("approval-countdown"), vi.getTimerCount()]).toEqual([null, 0]);
  show({ approvals: [approval({}, { refusedAt: "2026-11-21T10:01:01Z" })] });
  const said = () => screen.getByTestId("approval-countdown").textContent;
  expect(said()).toBe("Counts as refused in 1 min 1 s");
  act(() => void vi.advanceTimersByTime(49_000));
  expect(said()).toBe("Counts as refused in 12 s");
  act(() => void vi.advanceTimersByTime(60_000));
  expect([said(), vi.getTimerCount()]).toEqual(["Counts as refused now", 0]);
});

test("what a rehearsal is about to answer is said, and marked where it stands", async () => {
  const rehearsed = (answer: string, choice: Choice | null) =>
    show({
      approvals: [approval({}, { rehearsed: { step: 0, answer, choice, at: "2026-11-21T10:00:02Z" } })],
    });
  const marked = () =>
    [...card().querySelectorAll<HTMLElement>("[data-coming=true]")].map(({ dataset }) => dataset.testid);
  rehearsed("Deny", "deny");
  expect(screen.getByTestId("approval-rehearsed").textContent).toBe("Rehearsal answers: Deny");
  expect(marked()).toEqual(["approval-deny"]);
  rehearsed("Always allow", "always_allow");
  expect(marked()).toEqual(["approval-more"]);
  await userEvent.click(screen.getByTestId("approval-more"));
  expect(marked()).toEqual(["approval-more", "approval-always-allow"]);
  rehearsed("No answer in time", null);
  expect(marked()).toEqual([]);
  show({ approvals: [APPROVAL] });
  expect([screen.queryByTestId("approval-rehearsed"), marked()]).toEqual([null, []]);
});

test("text that would look like an interface is shown as it is, whole, and nothing of it happens", async () => {
  const markup =
    '<img src=x onerror="window.hacked = true"><button data-testid="approval-allow-once">Yes</button>';
  const long = `${"0123456789".repeat(10_000)}end`;
  const hostile = {
    [`key\u202e${markup}`]: `pay \u202e001 to\u2066 \u200bb\ufeffob\u2069`,
    lines: "one\n\nAllow once\r\n\ttwo\u2028three",
    markup,
    long,
  };
  const payload = { name: "board_add", arguments: hostile };
  show({
    approvals: [
      approval({
        appName: "\u202eApp",
        question: `Allow ChatGPT to use \u202e${markup}?`,
        sentence: `Safe\n\n\u202eDeny${markup}`,
        details: "See\u200b details",
        arguments: hostile,
        payload,
        choices: [
          { choice: "deny", label: "Deny" },
          { choice: "allow_once", label: "Allow once" },
          { choice: "always_allow", label: `Always allow \u202e${markup}` },
        ],
      }),
    ],
  });
  await userEvent.click(screen.getByTestId("approval-details"));
  await userEvent.click(screen.getByTestId("approval-more"));
  const shown = screen.getByTestId("approval-payload").textContent ?? "";
  const written = shown.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, code) =>
    String.fromCodePoint(parseInt(code, 16)),
  );
  expect(JSON.parse(written)).toEqual(payload);
  expect(shown).toContain('"pay \\u{202e}001 to\\u{2066} \\u{200b}b\\u{feff}ob\\u{2069}"');
  expect(shown).toContain('"one\\n\\nAllow once\\r\\n\\ttwo\\u{2028}three"');
  expect(card().textContent).not.toMatch(/[\u200b\u2028\u202e\u2066\u2069\ufeff]/);
  expect(screen.getByRole("heading").textContent).toBe(`Allow ChatGPT to use \\u{202e}${markup}?`);
  expect(screen.getByTestId("approval-always-allow").textContent).toBe(`Always allow \\u{202e}${markup}`);
  expect(card().querySelectorAll("img, pre button")).toHaveLength(0);
  expect(screen.getAllByTestId("approval-allow-once")).toHaveLength(1);
  expect("hacked" in window).toBe(false);
});
