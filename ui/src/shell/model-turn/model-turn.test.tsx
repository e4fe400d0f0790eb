/** The person plays the model: reads what waits, chooses a tool for it, and closes the turn. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Approval, Connector, ModelTurn } from "../../bindings";
import type { Handlers } from "../fake-backend";
import { problem } from "../fake-backend";
import { approval } from "../fixtures/approvals";
import { connector, snapshot, tool } from "../fixtures/connectors";
import { call, conversation, modelTurn, suggestion } from "../fixtures/conversation";
import { mountShell, texts, wasAsked } from "../testing";
import { matchesText } from "./matches";

/** A shell whose turn goes on as a host's would. */
async function mountTurn(first: ModelTurn | null, more: Handlers = {}) {
  let turn = first;
  const mounted = await mountShell({
    modelTurn: () => turn,
    runTool: ({ answers }) => {
      if (turn && answers === turn.message.id) turn = { ...turn, calls: turn.calls + 1 };
      else turn = modelTurn({ message: { ...modelTurn().message, id: "m2", text: "Board" }, calls: 1 });
      return call();
    },
    replyAsModel: () => {
      turn = null;
      mounted.backend.emit({ kind: "conversation" });
      return null;
    },
    ...more,
  });
  const waits = (next: ModelTurn | null) => {
    turn = next;
    mounted.backend.emit({ kind: "conversation" });
  };
  return { ...mounted, waits };
}

const text = (testId: string) => screen.getByTestId(testId).textContent;
const isGone = (testId: string) => waitFor(() => expect(screen.queryByTestId(testId)).toBeNull());
const sent = (answers: string | null) => [
  { connectorId: "c1", toolName: "add_card", arguments: { title: "Ship it" }, say: "", answers },
];

test("what was said waits above every view, with the tools that share words with it", async () => {
  const other = suggestion({ tool: "sync", title: "Sync", appName: "Mail", score: 0, matches: [] });
  const { click } = await mountTurn(modelTurn({ suggestions: [suggestion(), other] }));
  await screen.findByTestId("model-turn");
  expect(text("model-turn-message")).toBe("Add cards to the column Done");
  expect(texts("model-turn-tool")).toEqual([
    "Add a card Board“add”, “cards” in its name, “column” in a parameter",
    "Sync MailNo word in common",
  ]);
  for (const tab of ["tab-activity", "tab-record", "tab-settings"]) {
    await click(tab);
    expect(text("model-turn-message")).toBe("Add cards to the column Done");
  }
});

test.each([
  [{ word: "board", place: "app" } as const, "“board” in the app’s name"],
  [{ word: "ship", place: "title" } as const, "“ship” in its title"],
  [{ word: "due", place: "description" } as const, "“due” in its description"],
])("%o is told as %s", (match, told) => {
  expect(matchesText([match])).toBe(told);
});

test("the apps that were mentioned stand before the message, and whose widget spoke is said", async () => {
  const { message } = modelTurn();
  const { waits } = await mountTurn(
    modelTurn({ message: { ...message, apps: [{ id: "c1", name: "Board" }] } }),
  );
  await screen.findByTestId("model-turn");
  expect(text("model-turn-message")).toBe("@BoardAdd cards to the column Done");
  waits(modelTurn({ message: { ...message, id: "m2", author: { kind: "widget", appName: "Board" } } }));
  await screen.findByText("The widget of Board says in the user’s name:");
});

test("of many tools the best five are offered, and the others on demand", async () => {
  const suggestions = Array.from({ length: 12 }, (_, at) =>
    suggestion({ tool: `t${at}`, title: `Tool ${at}` }),
  );
  const { click } = await mountTurn(modelTurn({ suggestions }));
  await screen.findByTestId("model-turn");
  expect(screen.getAllByTestId("model-turn-tool").map((row) => row.dataset.name)).toEqual([
    "t0",
    "t1",
    "t2",
    "t3",
    "t4",
  ]);
  await click("model-turn-more");
  expect(screen.getAllByTestId("model-turn-tool").length).toBe(12);
  expect(screen.queryByTestId("model-turn-more")).toBeNull();
});

test("a tool is chosen, its call answers the message, and a sentence closes the turn", async () => {
  const { backend, click, type } = await mountTurn(modelTurn());
  await click("model-turn-tool");
  await screen.findByTestId("tool-run");
  expect(text("tool-answers")).toBe("Answers “Add cards to the column Done”As a new message instead");
  expect(document.activeElement).toBe(screen.getByTestId("model-turn-tools"));
  expect([screen.queryByTestId("tool-say"), screen.queryByTestId("model-turn-tool")]).toEqual([null, null]);
  await type("field-title", "Ship it");
  await click("tool-run");
  await waitFor(() => expect(text("model-turn-calls")).toBe("1 call made."));
  expect(backend.askedOf("runTool")).toEqual([sent("m1")]);
  await type("model-turn-reply", "It is done.");
  await click("model-turn-send");
  await wasAsked(backend, "replyAsModel", "It is done.");
  await isGone("model-turn");
  expect(screen.queryByTestId("tool-answers")).toBeNull();
});

test("Enter sends a reply without a tool, and a refused one stays to be sent again", async () => {
  let refuses = true;
  const { backend, user, type } = await mountTurn(modelTurn(), {
    replyAsModel: () => {
      if (refuses) throw problem("The conversation could not be written.");
      return null;
    },
  });
  await type("model-turn-reply", "Which column?");
  await user.keyboard("{Enter}");
  expect((await screen.findByTestId("problem")).textContent).toBe("The conversation could not be written.");
  expect((screen.getByTestId("model-turn-reply") as HTMLInputElement).value).toBe("Which column?");
  refuses = false;
  await user.keyboard("{Enter}");
  await waitFor(() =>
    expect(backend.askedOf("replyAsModel")).toEqual([["Which column?"], ["Which column?"]]),
  );
  await isGone("problem");
});

test("a call can be made under a message of its own instead, and then nothing waits for an answer", async () => {
  const { backend, click, type } = await mountTurn(modelTurn());
  await click("model-turn-tool");
  await click("tool-answers-new");
  expect(screen.queryByTestId("tool-answers")).toBeNull();
  await type("field-title", "Ship it");
  await click("tool-run");
  await isGone("model-turn");
  expect(backend.askedOf("runTool")).toEqual([sent(null)]);
});

test("it is dismissed by Esc where the person stands on it, and the next message brings it back", async () => {
  const { click, user, waits } = await mountTurn(modelTurn());
  (await screen.findByTestId("model-turn-reply")).focus();
  await user.keyboard("{Escape}");
  await isGone("model-turn");
  await click("tab-activity");
  await click("model-turn-open");
  expect(text("model-turn-message")).toBe("Add cards to the column Done");
  await click("model-turn-dismiss");
  await isGone("model-turn");
  waits(modelTurn({ message: { ...modelTurn().message, id: "m2", text: "And another" } }));
  await waitFor(() => expect(text("model-turn-message")).toBe("And another"));
});

test("it takes no focus from whoever types", async () => {
  const { click, user, waits } = await mountTurn(null);
  await click("connector-row");
  await click("tool-row");
  await user.click(await screen.findByTestId("tool-say"));
  waits(modelTurn());
  await screen.findByTestId("model-turn");
  await user.keyboard("Hi");
  expect((screen.getByTestId("tool-say") as HTMLTextAreaElement).value).toBe("Hi");
});

test("a turn whose call was made with its message waits for nobody, but can be closed under Activity", async () => {
  const { click } = await mountTurn(modelTurn({ calls: 1 }), { conversation: () => conversation(call()) });
  await click("tab-activity");
  await screen.findByTestId("call-row");
  expect(screen.queryByTestId("model-turn")).toBeNull();
  await click("model-turn-open");
  expect(text("model-turn-calls")).toBe("1 call made.");
});

test("a prompt folds the model's turn to a line, which a click unfolds beside it; without the prompt it is whole", async () => {
  let waiting = [approval()];
  const { backend, click, waits } = await mountTurn(null, { approvals: () => waiting });
  await screen.findByRole("region", { name: "Approval" });
  waits(modelTurn());
  await screen.findByTestId("model-turn");
  expect(text("model-turn")).toBe("You play the modelAdd cards to the column Done");
  expect(screen.queryByTestId("model-turn-reply")).toBeNull();
  await click("model-turn-unfold");
  expect(document.activeElement).toBe(screen.getByTestId("model-turn"));
  expect(screen.getByTestId("model-turn-reply")).toBeTruthy();
  waiting = [];
  backend.emit({ kind: "approvals" });
  await waitFor(() => expect(screen.queryByRole("region", { name: "Approval" })).toBeNull());
  waiting = [approval()];
  screen.getByTestId("model-turn").blur();
  backend.emit({ kind: "approvals" });
  await screen.findByTestId("model-turn-unfold");
  waiting = [];
  backend.emit({ kind: "approvals" });
  await screen.findByTestId("model-turn-reply");
});

test("a prompt does not take the model's reply from under the hands of whoever writes it", async () => {
  let waiting: Approval[] = [];
  const { backend, type } = await mountTurn(modelTurn(), { approvals: () => waiting });
  await type("model-turn-reply", "Which ");
  waiting = [approval()];
  backend.emit({ kind: "approvals" });
  await screen.findByRole("region", { name: "Approval" });
  await type("model-turn-reply", "column?");
  expect((screen.getByTestId("model-turn-reply") as HTMLInputElement).value).toBe("Which column?");
});

const apps = [{ id: "c1", name: "Board" }];
const off = connector({ availability: "disabled" });
const failed = connector({ connection: { kind: "failed", at: "", problem: problem("No.") } });

test.each<{ connectors: Connector[]; apps?: typeof apps; says: string }>([
  {
    connectors: [],
    says: "There is no connector yet. Add one, and its tools are offered here.New connector",
  },
  { connectors: [off], says: "No tool can be called: the connectors are disabled.Connectors" },
  { connectors: [off], apps, says: "No tool can be called: Board is disabled.Connectors" },
  { connectors: [failed], says: "No tool is known: the connectors are not connected.Connectors" },
  {
    connectors: [connector({ id: "c2", name: "Mail" })],
    apps,
    says: "Board: no longer among the connectors.Connectors",
  },
  {
    connectors: [connector()],
    says: "There is no tool that the model may call: the connectors list none, or only such as are for widgets alone (_meta.ui.visibility without “model”).Connectors",
  },
])("without tools it says: $says", async ({ connectors, says, ...more }) => {
  const message = { ...modelTurn().message, apps: more.apps ?? [] };
  await mountTurn(modelTurn({ suggestions: [], message }), {
    connectors: () => connectors,
    snapshot: () => snapshot({ tools: [tool({ visibility: { model: false, app: true } })] }),
  });
  await waitFor(() => expect(text("model-turn-none")).toBe(says));
});

test("without a connector its button opens the form for one", async () => {
  const { click } = await mountTurn(modelTurn({ suggestions: [] }), { connectors: () => [] });
  await click("model-turn-connectors");
  expect(await screen.findByTestId("connector-name")).toBeDefined();
});
