/** The model's turn for the preview page: tools can be run for it, and it can be closed. */
import type { Author, ModelTurn } from "../bindings";
import type { FakeBackend, Handlers } from "./fake-backend";
import * as made from "./fixtures/conversation";

const TOOLS = ["Move a card", "Rename a column", "Archive the board", "Find cards", "Assign a person"];

/** `wanted` is `person`, `widget` or `none` for one that no tool fits; null for no turn. */
export function previewTurn(wanted: string | null) {
  let turn: ModelTurn | null = wanted === null ? null : turnOf(wanted);
  const handlers = (backend: () => FakeBackend): Handlers => ({
    modelTurn: () => turn,
    runTool: ({ answers }) => {
      if (turn && answers === turn.message.id) turn = { ...turn, calls: turn.calls + 1 };
      backend().emit({ kind: "call", id: "k1" });
      return made.call();
    },
    replyAsModel: () => {
      turn = null;
      backend().emit({ kind: "conversation" });
      return null;
    },
  });
  return handlers;
}

function turnOf(wanted: string): ModelTurn {
  const author: Author = wanted === "widget" ? { kind: "widget", appName: "Kanban" } : { kind: "person" };
  const first = made.modelTurn();
  const others = TOOLS.map((title) =>
    made.suggestion({
      tool: title.toLowerCase().replaceAll(" ", "_"),
      title,
      appName: "Kanban",
      score: 0,
      matches: [],
    }),
  );
  return {
    ...first,
    message: { ...first.message, author, apps: wanted === "person" ? [{ id: "c1", name: "Board" }] : [] },
    suggestions:
      wanted === "none"
        ? []
        : [
            made.suggestion(),
            made.suggestion({
              tool: "show_board",
              title: "Show the board",
              score: 1,
              matches: [{ word: "column", place: "description" }],
            }),
            ...others,
          ],
  };
}
