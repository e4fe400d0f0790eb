/** What was asked in a conversation, what is remembered of it, and the report. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { moment } from "../../parts/elapsed";
import { problem } from "../fake-backend";
import { approval, card, loggedApproval, remembered } from "../fixtures/approvals";
import { call, conversation, record } from "../fixtures/conversation";
import { type Mounted, mountShell, texts, wasAsked } from "../testing";

async function mountPage(part: string, handlers: Parameters<typeof mountShell>[0] = {}): Promise<Mounted> {
  const mounted = await mountShell(handlers);
  await mounted.click("tab-activity");
  await mounted.click("approvals-open");
  await mounted.click(`approvals-tab-${part}`);
  return mounted;
}

const at = "2026-11-21T09:00:00Z";
const prompt = (id: string, toolTitle: string) =>
  approval({
    id,
    askedAt: at,
    card: card({ toolTitle }),
    verdict: { action: "ask", reason: "Asks, because readOnlyHint is false." },
  });

test("the page of calls says how many prompts wait", async () => {
  const { click } = await mountShell({
    approvals: () => [prompt("a1", "Add a card"), prompt("a2", "Clear")],
  });
  await click("tab-activity");
  expect((await screen.findByTestId("approvals-open")).textContent).toBe("Approvals2 waiting");
});

test("prompts are listed newest first: who asked, why, how it was answered, and on to the call and back", async () => {
  const decision = { outcome: "denied" as const, by: "phone", at };
  const { backend, click } = await mountPage("log", {
    approvalLog: () => [
      loggedApproval(prompt("a1", "Add a\u202e card")),
      loggedApproval(
        { ...prompt("a2", "Clear"), asker: { kind: "widget", callId: "k1", screen: "phone" } },
        { decision, callState: "denied" },
      ),
      loggedApproval(prompt("a3", "Move"), { decision: null, callState: "awaitingApproval" }),
    ],
    conversation: () => conversation(call()),
    call: () => record(),
  });
  await screen.findAllByTestId("approval-log-row");
  const why = "Asks, because readOnlyHint is false.";
  expect(texts("approval-log-row")).toEqual([
    `MoveWaiting for approvalBoard · ${moment(at)} · You${why}Waits for an answer`,
    `ClearDeniedBoard · ${moment(at)} · The widget on iPhone 15${why}Denied on iPhone 15 · ${moment(at)}`,
    `Add a\\u{202e} cardCompletedBoard · ${moment(at)} · You${why}Allowed once in the workbench · ${moment(at)}`,
  ]);
  screen.getAllByTestId("approval-log-row")[2]?.click();
  await screen.findByTestId("call-detail");
  await wasAsked(backend, "call", "k1");
  await click("back");
  expect(await screen.findAllByTestId("approval-log-row")).toHaveLength(3);
  await click("back");
  expect(await screen.findByTestId("call-row")).toBeTruthy();
});

test("a conversation in which nothing asked says what to do, and follows what comes", async () => {
  let log: ReturnType<typeof loggedApproval>[] = [];
  const { backend } = await mountPage("log", { approvalLog: () => log });
  expect((await screen.findByTestId("approval-log-empty")).textContent).toBe(
    "Nothing has asked in this conversation. Run a tool that asks first: under Approvals on its connector’s page, you see which do.",
  );
  log = [loggedApproval(prompt("a1", "Add a card"))];
  backend.emit({ kind: "approvals" });
  expect(await screen.findAllByTestId("approval-log-row")).toHaveLength(1);
});

test("what is remembered says since when and by which answer, and is taken back", async () => {
  let all = [
    remembered({
      exceptions: [{ toolName: "clear", end: { at, reason: "Its annotations changed." } }],
    }),
    remembered({
      id: "r2",
      toolName: "add_card",
      conversationId: "v1",
      conversationTitle: "Plan",
      choice: "allow_for_conversation",
      by: "phone",
      callId: "k9",
    }),
    remembered({
      id: "r3",
      toolName: "send\u202e",
      conversationId: "v0",
      conversationTitle: "Write",
      choice: "deny_for_conversation",
      by: "rehearsal",
      callId: null,
    }),
  ];
  const { backend } = await mountPage("remembered", {
    remembered: () => all,
    conversation: () => conversation(call()),
    forget: (id) => {
      all = all.map((one) => (one.id === id ? { ...one, ended: { at, reason: "You took it back." } } : one));
      backend.emit({ kind: "approvals" });
      return null;
    },
  });
  await screen.findAllByTestId("remembered");
  const since = `Since ${moment(at)}, answered`;
  expect(texts("remembered")).toEqual([
    `Always allow Board, in every conversation${since} in the workbench · the call` +
      `Not clear since ${moment(at)}: Its annotations changed.Forget`,
    `Allow add_card of Board, in this conversation${since} on iPhone 15Forget`,
    `Deny send\\u{202e} of Board, in “Write”${since} by the rehearsalForget`,
  ]);
  expect(screen.queryByTestId("remembered-ended")).toBeNull();
  screen.getAllByTestId("remembered-forget")[1]?.click();
  await wasAsked(backend, "forget", "r2");
  const folded = await screen.findByTestId("remembered-ended");
  expect(folded.parentElement?.textContent).toBe(
    `No longer remembered (1)Allow add_card of Board, in this conversation${since} on iPhone 15` +
      `Until ${moment(at)}: You took it back.`,
  );
  expect(screen.getAllByTestId("remembered-forget")).toHaveLength(2);
});

test("a remembered answer leads to the call that it was given to, and back", async () => {
  const { click } = await mountPage("remembered", {
    remembered: () => [remembered()],
    conversation: () => conversation(call()),
    call: () => record(),
  });
  await click("remembered-call");
  await screen.findByTestId("call-detail");
  await click("back");
  expect(await screen.findByTestId("remembered")).toBeTruthy();
});

test("where nothing is remembered it says how that comes about", async () => {
  await mountPage("remembered");
  expect((await screen.findByTestId("remembered-empty")).textContent).toBe(
    "Nothing is remembered. When a card asks, answer with “Always allow” or “Allow for this conversation”: what then no longer asks is listed here.",
  );
});

test("an answer that cannot be taken back says so", async () => {
  const { click } = await mountPage("remembered", {
    remembered: () => [remembered()],
    forget: () => {
      throw problem("This is no longer remembered.");
    },
  });
  await click("remembered-forget");
  expect((await screen.findByTestId("problem")).textContent).toBe("This is no longer remembered.");
});

test("the report is read, copied and saved", async () => {
  const { click, user } = await mountPage("report", {
    approvalReport: () => "# Approvals\n\nadd_card\u202e was denied.",
    saveApprovalReport: () => "/home/me/approvals.md",
  });
  expect((await screen.findByTestId("approval-report")).textContent).toBe(
    "# Approvals\n\nadd_card\\u{202e} was denied.",
  );
  const report = within(screen.getByRole("figure"));
  await user.click(report.getByRole("button", { name: "Copy the report" }));
  expect(await report.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe("# Approvals\n\nadd_card\u202e was denied.");
  await click("approval-report-save");
  expect((await screen.findByTestId("approval-report-saved")).textContent).toBe(
    "Saved to /home/me/approvals.md.",
  );
});

test("a report that cannot be made says why", async () => {
  await mountPage("report", {
    approvalReport: () => {
      throw problem("The report could not be made.");
    },
  });
  expect((await screen.findByTestId("problem")).textContent).toBe("The report could not be made.");
  await waitFor(() =>
    expect((screen.getByTestId("approval-report-save") as HTMLButtonElement).disabled).toBe(true),
  );
});
