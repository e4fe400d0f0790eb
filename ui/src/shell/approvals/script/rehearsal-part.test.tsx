/** Rehearsing the answers of a conversation, and stories as files. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { AnswerScript, Rehearsal } from "../../../bindings";
import { problem } from "../../fake-backend";
import { rehearsal } from "../../fixtures/approvals";
import { call, conversation, record } from "../../fixtures/conversation";
import { type Mounted, mountShell, texts, wasAsked } from "../../testing";

async function mountPart(handlers: Parameters<typeof mountShell>[0] = {}): Promise<Mounted> {
  const mounted = await mountShell(handlers);
  await mounted.click("tab-activity");
  await mounted.click("approvals-open");
  await mounted.click("approvals-tab-rehearsal");
  await screen.findByTestId("rehearsal-start");
  return mounted;
}

/** A host that keeps the script, as it would. */
function keeping(first: Rehearsal | null) {
  let kept = first;
  const setRehearsal = (script: AnswerScript | null) => {
    kept = script ? { script, given: script.answers.map(() => null) } : null;
    return null;
  };
  return { setRehearsal, rehearsal: () => kept };
}

const disabled = (testId: string) => (screen.getByTestId(testId) as HTMLButtonElement).disabled;
const written = () =>
  screen
    .getAllByTestId("script-row")
    .map(
      (_, index) =>
        `${(screen.getByTestId(`script-answer-${index}`) as HTMLSelectElement).value} ` +
        (screen.getByTestId(`script-tool-${index}`) as HTMLInputElement).value,
    );

test("allow, then deny the second write, then let the third time out: written, started and stopped", async () => {
  const host = keeping(null);
  const { backend, click, type, user } = await mountPart(host);
  expect(screen.queryByTestId("rehearsal-progress")).toBeNull();
  expect(screen.getByTestId("rehearsal-start").textContent).toBe(" Start");
  await click("script-add");
  await click("script-add");
  await user.selectOptions(screen.getByTestId("script-answer-1"), "deny");
  await type("script-tool-1", "add_card");
  await user.selectOptions(screen.getByTestId("script-answer-2"), "time_out");
  await user.clear(screen.getByTestId("script-pause"));
  await type("script-pause", "20");
  await click("rehearsal-start");
  const script: AnswerScript = {
    answers: [
      { tool: null, answer: "allow_once" },
      { tool: "add_card", answer: "deny" },
      { tool: null, answer: "time_out" },
    ],
    pauseMilliseconds: 20,
  };
  await wasAsked(backend, "setRehearsal", script);
  backend.emit({ kind: "approvals" });
  await screen.findByTestId("rehearsal-progress");
  expect(texts("rehearsal-step")).toEqual([
    "Allow once · not given yet",
    "Deny for add_card · not given yet",
    "No answer in time · not given yet",
  ]);
  await click("rehearsal-stop");
  await wasAsked(backend, "setRehearsal", null);
  backend.emit({ kind: "approvals" });
  await waitFor(() => expect(screen.queryByTestId("rehearsal-progress")).toBeNull());
  expect(written()).toEqual(["allow_once ", "deny add_card", "time_out "]);
});

test("which answer was given to which call is shown, and leads there and back", async () => {
  const { click } = await mountPart({
    rehearsal: () =>
      rehearsal({
        script: { answers: [{ answer: "allow_once" }, { answer: "ask_me", tool: "add_card" }] },
        given: [
          { callId: "k1", toolName: "add_card", at: "2026-11-21T09:00:00Z" },
          { callId: "k2", toolName: "add_card", at: "2026-11-21T09:01:00Z" },
        ],
      }),
    conversation: () => conversation(call()),
    call: () => record(),
  });
  const progress = screen.getByTestId("rehearsal-progress");
  expect(progress.firstChild?.textContent).toBe(
    "All answers are given: from now on you are asked. 2 of 2 given.",
  );
  expect(texts("rehearsal-step").map((text) => text?.replace(/ at .*/, ""))).toEqual([
    "Allow once · to add_card",
    "Ask me for add_card · left to you for add_card",
  ]);
  screen.getAllByTestId("rehearsal-call")[0]?.click();
  await screen.findByTestId("call-detail");
  await click("back");
  expect(await screen.findByTestId("rehearsal-progress")).toBeTruthy();
});

test("what is written is kept while one looks elsewhere, and what runs can be shown again", async () => {
  const { click, user } = await mountPart({ rehearsal: () => rehearsal() });
  expect(screen.queryByTestId("script-differs")).toBeNull();
  await user.selectOptions(screen.getByTestId("script-answer-0"), "always_allow");
  expect(screen.getByTestId("script-differs").textContent).toBe(
    "What is written here is not what answers now.Show what answers",
  );
  await click("tab-record");
  await click("tab-activity");
  expect(written()).toEqual(["always_allow ", "deny "]);
  await click("script-revert");
  expect(written()).toEqual(["allow_once ", "deny "]);
});

test("answers are moved by keys and by buttons, and removed without losing the keyboard", async () => {
  const { click, user } = await mountPart({ rehearsal: () => rehearsal() });
  expect([disabled("script-up-0"), disabled("script-down-1")]).toEqual([true, true]);
  screen.getByTestId("script-tool-0").focus();
  await user.keyboard("{Control>}{ArrowDown}{/Control}");
  expect(written()).toEqual(["deny ", "allow_once "]);
  expect(document.activeElement).toBe(screen.getByTestId("script-tool-1"));
  await click("script-up-1");
  expect(written()).toEqual(["allow_once ", "deny "]);
  await click("script-remove-0");
  expect(document.activeElement).toBe(screen.getByTestId("script-add"));
  await click("script-remove-0");
  expect(screen.getByTestId("script-empty").textContent).toBe("There is no answer yet. Add the first.");
  expect(disabled("rehearsal-start")).toBe(true);
});

test("a pause that is none is marked and holds the start back; a refusal of the host is told", async () => {
  const { click, user, type } = await mountPart({
    setRehearsal: () => {
      throw problem("The rehearsal has 1001 answers.", { hint: "1000 are the most." });
    },
  });
  await type("script-pause", "x");
  expect(screen.getByTestId("script-fault").textContent).toBe(
    "This has to be a whole number from 0 to 600000, in digits.",
  );
  expect(disabled("rehearsal-start")).toBe(true);
  await user.type(screen.getByTestId("script-pause"), "{Backspace}");
  await click("rehearsal-start");
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "The rehearsal has 1001 answers.1000 are the most.",
  );
});

test("a story is opened from a file and by a drop, and a malformed one says why", async () => {
  let isGood = true;
  const { backend, user } = await mountPart({
    openStory: () => {
      if (isGood) return null;
      throw problem("This is not a story.", { hint: "Choose a file that was saved as one." });
    },
  });
  await user.upload(screen.getByTestId("story-file"), new File(["{}"], "story.json"));
  await wasAsked(backend, "openStory", "{}");
  expect((await screen.findByTestId("story-done")).textContent).toBe(
    "The story is open. Its calls are made in a new conversation; one without calls answers in this one.",
  );
  fireEvent.drop(screen.getByTestId("story-drop"), {
    dataTransfer: { files: [new File(['{"dropped":true}'], "story.json")] },
  });
  await wasAsked(backend, "openStory", '{"dropped":true}');
  isGood = false;
  await user.upload(screen.getByTestId("story-file"), new File(["["], "story.json"));
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "This is not a story.Choose a file that was saved as one.",
  );
  expect(screen.queryByTestId("story-done")).toBeNull();
});

test("the conversation is saved as a story, and where to is said", async () => {
  let path: string | null = "/home/me/story.json";
  const { click } = await mountPart({ saveStory: () => path });
  await click("story-save");
  expect((await screen.findByTestId("story-done")).textContent).toBe("Saved to /home/me/story.json.");
  path = null;
  await click("story-save");
  await waitFor(() => expect(screen.queryByTestId("story-done")).toBeNull());
});
