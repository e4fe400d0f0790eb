/** Running a tool: checked before it is sent, watched while it runs, and said how it ended. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Call } from "../../bindings";
import { problem } from "../fake-backend";
import { snapshot, template, tool } from "../fixtures/connectors";
import { call, conversation, record } from "../fixtures/conversation";
import { sandboxFinding, sandboxReport, widgetReport } from "../fixtures/widgets";
import { type Mounted, mountShell, wasAsked } from "../testing";

async function openTool({ click }: Mounted): Promise<void> {
  await click("connector-row");
  await click("tool-row");
  await screen.findByTestId("tool-run");
}

const runRequest = (sent: unknown, say = "") => ({
  connectorId: "c1",
  toolName: "add_card",
  arguments: sent,
  say,
  answers: null,
});

test("the verdict is said before anything is sent", async () => {
  const mounted = await mountShell({});
  await openTool(mounted);
  const verdict = await screen.findByTestId("tool-verdict");
  expect([verdict.dataset.action, verdict.textContent]).toEqual([
    "ask",
    "The tool does not say that it only reads.",
  ]);
});

test("a widget that cannot be shown is explained before the tool runs", async () => {
  const uri = "ui://board/view.html";
  const broken = template({ uri, problem: problem("The template is empty.") });
  const mounted = await mountShell({
    snapshot: () =>
      snapshot({ tools: [tool({ template: { uri, key: "ui.resourceUri" } })], templates: [broken] }),
  });
  await openTool(mounted);
  expect((await screen.findByTestId("problem")).textContent).toBe("The template is empty.");
});

test("what the form says is what is checked and run", async () => {
  const mounted = await mountShell({ runTool: () => call() });
  await openTool(mounted);
  await mounted.type("tool-say", "Add it");
  await mounted.type("field-title", "Ship it");
  await mounted.click("tool-run");
  await wasAsked(mounted.backend, "runTool", runRequest({ title: "Ship it" }, "Add it"));
  expect(mounted.backend.askedOf("checkArguments")).toEqual([["c1", "add_card", { title: "Ship it" }]]);
});

test("violations are said at their field and sent only on purpose", async () => {
  const mounted = await mountShell({
    checkArguments: () => [
      { pointer: "/title", text: "It is too short." },
      { pointer: "", text: "Something else is missing." },
    ],
    runTool: () => call(),
  });
  await openTool(mounted);
  await mounted.type("field-title", "x");
  await mounted.user.keyboard("{Control>}{Enter}{/Control}");
  expect((await screen.findByTestId("violations")).textContent).toBe(
    "The arguments do not satisfy the tool’s schema. Nothing has been sent." +
      "/titleIt is too short.the wholeSomething else is missing.Send anyway",
  );
  expect(document.querySelector("[data-field=title]")?.textContent).toMatch(/It is too short\.$/);
  expect(mounted.backend.askedOf("runTool")).toEqual([]);
  await mounted.click("send-anyway");
  await wasAsked(mounted.backend, "runTool", runRequest({ title: "x" }));
  expect(screen.queryByTestId("violations")).toBeNull();
});

test("changing an argument takes the violations away", async () => {
  const mounted = await mountShell({ checkArguments: () => [{ pointer: "", text: "No." }] });
  await openTool(mounted);
  await mounted.click("tool-run");
  await screen.findByTestId("violations");
  await mounted.type("field-title", "y");
  expect(screen.queryByTestId("violations")).toBeNull();
});

test("while it runs there is a clock and a Cancel, afterwards the outcome with its details", async () => {
  let newest: Call = call({
    state: "running",
    sentAt: new Date(Date.now() - 61_000).toISOString(),
    durationMs: null,
  });
  const mounted = await mountShell({
    conversation: () => conversation(newest),
    cancelCall: () => null,
    call: () => record({ call: newest }),
  });
  await openTool(mounted);
  expect((await screen.findByTestId("tool-outcome")).textContent).toMatch(/^Running01:0\dCancelDetails$/);
  expect((screen.getByTestId("tool-run") as HTMLButtonElement).disabled).toBe(true);
  await mounted.click("tool-cancel");
  await wasAsked(mounted.backend, "cancelCall", "k1");

  newest = call({ state: "cancelled", durationMs: 61_200 });
  mounted.backend.emit({ kind: "call", id: "k1" });
  await waitFor(() =>
    expect(screen.getByTestId("tool-outcome").textContent).toBe("Cancelled1 min 1 sDetails"),
  );
  expect((screen.getByTestId("tool-run") as HTMLButtonElement).disabled).toBe(false);
  await mounted.click("tool-details");
  expect((await screen.findByTestId("call-detail")).dataset.state).toBe("cancelled");
});

test("a run that could not start says why and keeps the arguments", async () => {
  const mounted = await mountShell({
    runTool: () => {
      throw problem("The server cannot be reached.", { hint: "Start it and try again." });
    },
  });
  await openTool(mounted);
  await mounted.type("field-title", "Ship it");
  await mounted.click("tool-run");
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "The server cannot be reached.Start it and try again.",
  );
  expect((screen.getByTestId("field-title") as HTMLTextAreaElement).value).toBe("Ship it");
});

test("arguments survive leaving the page", async () => {
  const mounted = await mountShell({});
  await openTool(mounted);
  await mounted.type("field-title", "Ship it");
  await mounted.user.keyboard("{Escape}");
  await mounted.click("tool-row");
  expect((screen.getByTestId("field-title") as HTMLTextAreaElement).value).toBe("Ship it");
});

test("what the widget of the last run may not do is said under the tool, and leads to its sandbox", async () => {
  const mounted = await mountShell({
    conversation: () => conversation(call()),
    call: () => record(),
    widgets: () => [widgetReport({ sandbox: sandboxReport({ findings: [sandboxFinding()] }) })],
  });
  await openTool(mounted);
  expect((await screen.findByTestId("sandbox-line")).textContent).toBe("1 thing is broken in the sandbox.");
  await mounted.click("sandbox-line");
  expect(await screen.findByTestId("sandbox")).toBeDefined();
  expect(screen.getByTestId("call-detail")).toBeDefined();
});
