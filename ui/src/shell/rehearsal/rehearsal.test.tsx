/** Edits, fixtures and scenarios, as a person makes, opens and plays them. */
import { EditorView } from "@codemirror/view";
import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Part, PartView, ScenarioView } from "../../bindings";
import { problem } from "../fake-backend";
import { call, conversation, record } from "../fixtures/conversation";
import { mountShell, texts, wasAsked } from "../testing";

const shown = call({ id: "k1", template: { uri: "ui://board", key: "ui.resourceUri" } });

/** A host that keeps one edit, and refuses an input that is no object. */
function handlers() {
  const own: [Part, unknown][] = [
    ["input", { title: "Ship it" }],
    ["isError", null],
  ];
  const edits = new Map<Part, unknown>();
  const views = (): PartView[] =>
    own.map(([part, value]) => ({
      part,
      value: edits.has(part) ? edits.get(part) : value,
      isEdited: edits.has(part),
    }));
  return {
    conversation: () => conversation(shown),
    call: () => record({ call: shown }),
    widgets: () => [],
    scenarios: () => [],
    edits: views,
    edit: (_call: string, part: Part, value: unknown) => {
      if (part === "input" && Array.isArray(value)) {
        throw problem("A tool's input is an object.", { hint: "Write an object." });
      }
      edits.set(part, value);
      return views();
    },
    resetEdits: (_call: string, part: Part | null) => {
      if (part) edits.delete(part);
      else edits.clear();
      return views();
    },
  };
}

function write(testId: string, text: string) {
  const view = EditorView.findFromDOM(screen.getByTestId(testId));
  if (!view) throw new Error(`${testId} is no editor`);
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
}

function written(testId: string): string | undefined {
  return EditorView.findFromDOM(screen.getByTestId(testId))?.state.doc.toString();
}

async function openTab(tab: string, more: Parameters<typeof mountShell>[0] = {}) {
  const mounted = await mountShell({ ...handlers(), ...more });
  await mounted.click("tab-activity");
  await mounted.click("call-row");
  await screen.findByTestId("call-detail");
  await mounted.click(`call-tab-${tab}`);
  return mounted;
}

test("an edit is applied as soon as it is JSON, is kept while one looks elsewhere, and is taken back", async () => {
  const { backend, click } = await openTab("edit");
  await screen.findByTestId("edit-input");
  expect(written("edit-input")).toBe('{\n  "title": "Ship it"\n}');

  write("edit-input", '{ "title": ');
  expect(screen.getByTestId("edit-input-fault").textContent).toMatch(/^This is not JSON yet: /);
  expect(backend.askedOf("edit")).toEqual([]);
  write("edit-input", '{ "title": "Edited" }');
  await wasAsked(backend, "edit", "k1", "input", { title: "Edited" });
  act(() => backend.emit({ kind: "widgets", call: "k1" }));
  expect((await screen.findByTestId("stand-in")).textContent).toBe("What its widgets show was edited.");

  write("edit-input", "[1]");
  expect(await screen.findByText("A tool's input is an object. Write an object.")).toBeTruthy();
  await click("call-tab-result");
  await click("call-tab-edit");
  expect(written("edit-input")).toBe("[1]");

  await click("edit-input-reset");
  await wasAsked(backend, "resetEdits", "k1", "input");
  act(() => backend.emit({ kind: "widgets", call: "k1" }));
  await waitFor(() => expect(written("edit-input")).toBe('{\n  "title": "Ship it"\n}'));
  await waitFor(() => expect(screen.queryByTestId("stand-in")).toBeNull());
});

test("while one edit is on its way only the newest text waits, and Ctrl+Enter sends it once more", async () => {
  const answers: (() => void)[] = [];
  const edit = () => new Promise<PartView[]>((resolve) => answers.push(() => resolve([])));
  const { backend, user } = await openTab("edit", { edit });
  await screen.findByTestId("edit-isError");
  for (const text of ["1", "12", "123"]) write("edit-isError", text);
  expect(backend.askedOf("edit")).toEqual([["k1", "isError", 1]]);
  await act(async () => answers[0]?.());
  expect(backend.askedOf("edit")).toEqual([
    ["k1", "isError", 1],
    ["k1", "isError", 123],
  ]);
  await act(async () => answers[1]?.());
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(backend.askedOf("edit").at(-1)).toEqual(["k1", "isError", 123]);
  expect(backend.askedOf("edit")).toHaveLength(3);
});

test("a call without a widget has nothing to edit", async () => {
  const { click } = await mountShell({
    conversation: () => conversation(call()),
    call: () => record(),
    widgets: () => [],
  });
  await click("tab-activity");
  await click("call-row");
  await screen.findByTestId("call-detail");
  expect(screen.queryByTestId("call-tab-edit")).toBeNull();
});

test("a fixture is saved under a name, and says where", async () => {
  const { backend, click, user } = await openTab("edit", { saveFixture: () => "/home/me/two.fixture.json" });
  await user.clear(await screen.findByTestId("fixture-name"));
  expect(screen.getByTestId<HTMLButtonElement>("fixture-save").disabled).toBe(true);
  await user.type(screen.getByTestId("fixture-name"), "Two");
  await click("fixture-save");
  await wasAsked(backend, "saveFixture", "k1", "Two");
  expect((await screen.findByTestId("fixture-saved")).textContent).toBe(
    "Saved to /home/me/two.fixture.json.",
  );
});

test("an opened fixture leads to its call, which says that nothing was called", async () => {
  const fixture = call({ ...shown, asker: { kind: "fixture", name: "Two\u202e" }, sentAt: null });
  const { backend, click, user } = await mountShell({
    ...handlers(),
    call: () => record({ call: fixture, request: null, response: null }),
    openFixture: (text) => {
      if (text !== "{}") throw problem("The file is not JSON: at line 1, column 1.");
      return fixture;
    },
  });
  await click("tab-activity");
  await user.upload(await screen.findByTestId("fixture-file"), new File(["torn"], "torn.json"));
  expect(await screen.findByText("The file is not JSON: at line 1, column 1.")).toBeTruthy();
  await user.upload(screen.getByTestId("fixture-file"), new File(["{}"], "two.json"));
  await wasAsked(backend, "openFixture", "{}");
  await screen.findByTestId("call-detail");
  expect(
    screen.getByText("A fixture: nothing was called. What its widget is told is under Edit."),
  ).toBeTruthy();
  await click("call-tab-details");
  expect(screen.getByText("Nobody: the fixture “Two\\u{202e}”")).toBeTruthy();
});

test("a scenario says what ChatGPT was seen to do, plays, and is stopped and reset", async () => {
  const late: ScenarioView = {
    scenario: "lateResult",
    title: "Late result",
    seen: "ChatGPT can create the frame before the tool returns.",
    source: "observed: probe of 2026-08-19",
    steps: ["Mounted.", "The result."],
    run: null,
  };
  let run: ScenarioView["run"] = null;
  const { backend, click } = await openTab("scenarios", {
    scenarios: () => [{ ...late, run }],
    runScenario: () => null,
    stopScenario: () => null,
    resetScenario: () => null,
  });
  await screen.findByTestId("scenario");
  expect(texts("scenario")).toEqual([
    "Late result PlayChatGPT can create the frame before the tool returns.observed: probe of 2026-08-19",
  ]);
  await click("scenario-run-lateResult");
  await wasAsked(backend, "runScenario", "k1", "lateResult");
  run = { state: "running", step: 1 };
  act(() => backend.emit({ kind: "widgets", call: "k1" }));
  expect((await screen.findByTestId("scenario-progress")).textContent).toBe(
    "Playing: step 2 of 2Mounted.The result.",
  );
  expect(screen.getByTestId("stand-in").textContent).toBe(
    "What its widgets show is of the scenario “Late result”.",
  );
  await click("scenario-stop");
  await wasAsked(backend, "stopScenario", "k1");
  await click("scenario-reset");
  await wasAsked(backend, "resetScenario", "k1");
});
