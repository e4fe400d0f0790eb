/** What the model sees, as a page of the workbench. */
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ModelView } from "../../bindings";
import { modelItem, record } from "../fixtures/conversation";
import { mountShell, texts, wasAsked } from "../testing";

const view: ModelView = {
  screen: "desktop",
  tokens: 1240,
  estimate: "An estimate.",
  unseenCalls: 2,
  items: [
    modelItem({ kind: "instructions", appName: "Board", content: "Be brief.", beyond: " Never read." }),
    modelItem(),
    modelItem({
      kind: "toolResult",
      appName: "Board",
      callId: "k1",
      content: { structuredContent: { id: 7 } },
      images: ["image/png"],
      tokens: 6000,
      notes: ["Its _meta is for the widget alone."],
      warnings: ["Too much."],
    }),
    modelItem({ kind: "widgetState", content: { row: 2 }, reach: "nextTurn" }),
    modelItem({ kind: "widgetState", content: null, reach: "never" }),
  ],
};

test("what the model has is listed in order, with what does not reach it", async () => {
  const { backend, click, user } = await mountShell({ modelView: () => view, call: () => record() });
  await click("tab-activity");
  await click("model-open");
  expect((await screen.findByTestId("model-tokens")).textContent).toBe(
    "About 1,240 tokens in the context of this conversation, had ChatGPT's model made its calls. An estimate. 2 calls of widgets are not in it, nor are their results.",
  );
  expect(texts("model-item")).toEqual([
    "Instructions of the server · Board~4Be brief. Never read.",
    "The person~4Show the board",
    "Tool result · Board~6,000Call{structuredContent:{id:7}}Images: image/pngIts _meta is for the widget alone.Too much.",
    "Widget stateNext turn~4{row:2}",
    "Widget stateNot passed on~4",
  ]);
  expect(texts("model-beyond")).toEqual([" Never read."]);
  expect(texts("model-warning")).toEqual(["Too much."]);
  await user.selectOptions(screen.getByTestId("model-screen"), "phone");
  await wasAsked(backend, "modelView", "phone");
  await click("model-call");
  expect(await screen.findByTestId("call-detail")).toBeTruthy();
});

test("a conversation that has not begun holds nothing", async () => {
  const { click } = await mountShell({ modelView: () => ({ ...view, items: [], tokens: 0 }) });
  await click("tab-activity");
  await click("model-open");
  expect((await screen.findByTestId("model-empty")).textContent).toBe(
    "Nothing yet: run a tool or write a message.",
  );
});
