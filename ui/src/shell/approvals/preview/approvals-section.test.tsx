/** Which calls of a connector would ask, on its page. */
import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ConnectorPermissions } from "../../../bindings";
import { problem } from "../../fake-backend";
import { approvalPreview, card, levelOutcomes, toolApprovals } from "../../fixtures/approvals";
import { connector, snapshot } from "../../fixtures/connectors";
import { mountShell, texts, wasAsked } from "../../testing";

const reads = levelOutcomes({
  alwaysAsk: "ask",
  allowReads: "run",
  allowLowRisk: "refuse",
  allowAll: "run",
  classic: "run",
});
const list = toolApprovals({ toolName: "list_cards", toolTitle: "List the cards", levels: reads });
const add = toolApprovals({ findings: [{ path: "$.annotations", text: "Missing: destructiveHint." }] });

async function mountSection(handlers: Parameters<typeof mountShell>[0] = {}) {
  const mounted = await mountShell({
    approvalPreview: () => approvalPreview({ tools: [list, add] }),
    ...handlers,
  });
  await mounted.click("connector-row");
  await screen.findByTestId("approval-preview");
  return mounted;
}

const value = (testId: string) => (screen.getByTestId(testId) as HTMLSelectElement).value;
const tips = (row: number) =>
  [...(screen.getAllByTestId("approval-preview-row")[row]?.querySelectorAll("td") ?? [])].map(
    ({ title }) => title,
  );

test("every tool is shown at every level, and the level in use is marked", async () => {
  await mountSection({
    approvalPreview: () =>
      approvalPreview({ tools: [list, add], findings: [{ path: "$.tools", text: "Both tools ask." }] }),
  });
  expect(texts("approval-preview-level")).toEqual([
    "Always ask",
    "Allow reads",
    "Low risk",
    "Allow all",
    "Classicin use",
  ]);
  expect(texts("approval-preview-row")).toEqual([
    "List the cardsAsksRunsDeclinedRunsRuns",
    "Add a card1 findingAsksAsksAsksRunsAsks",
  ]);
  expect(texts("findings")).toEqual(["$.toolsBoth tools ask."]);
  expect(tips(1)[4]).toBe("Asks, at the level “Developer mode, classic”.");
});

test("a tool is opened: findings, reasons, hints as sent, and the card that nobody can press", async () => {
  const { click, user } = await mountSection({
    approvalPreview: () =>
      approvalPreview({ tools: [list, { ...add, card: card({ sentence: "Adds \u202ea card." }) }] }),
    runTool: () => {
      throw problem("Nothing is called here.");
    },
  });
  const second = screen.getAllByTestId("approval-preview-open")[1];
  if (second) await user.click(second);
  const detail = within(screen.getByTestId("approval-preview-detail"));
  expect(texts("findings")).toEqual(["$.annotationsMissing: destructiveHint."]);
  expect([...detail.getByTestId("approval-preview-reasons").children].map((one) => one.textContent)).toEqual([
    "Always ask: Asks, at the level “Always ask”.",
    "Allow read actions: Asks, at the level “Allow read actions”.",
    "Allow low-risk actions: Asks, at the level “Allow low-risk actions”.",
    "Allow all actions: Runs without asking, at the level “Allow all actions”.",
    "Developer mode, classic (in use): Asks, at the level “Developer mode, classic”.",
  ]);
  expect(screen.getByTestId("approval-preview-detail").querySelector("dl")?.textContent).toBe(
    "readOnlyHintfalsedestructiveHintmissingopenWorldHintmissingidempotentHintmissing",
  );
  const still = detail.getByTestId("card-still");
  expect(still.textContent).toBe(
    "The card of a call that asks, with arguments made from the tool’s schema" +
      "Allow ChatGPT to use Board?Adds \\u{202e}a card." +
      'title"Ship it"See detailsDenyAllow once' +
      "Allow for this conversationAlways allow BoardDeny for this conversation",
  );
  expect(within(still).queryAllByRole("button")).toEqual([]);
  await click("approval-preview-tool");
  expect(await screen.findByTestId("tool-run")).toBeTruthy();
});

test("calls of widgets are shown apart, with a reason only where there is one", async () => {
  const widget = list.levels.map((outcome) => ({ ...outcome, widget: "ask" as const }));
  const { click } = await mountSection({
    approvalPreview: () =>
      approvalPreview({ widgetCalls: "alwaysAsk", tools: [{ ...list, levels: widget }] }),
  });
  await click("approval-preview-of-widget");
  expect(texts("approval-preview-row")).toEqual(["List the cardsAsksAsksAsksAsksAsks"]);
  expect(tips(0)).toEqual(Array(5).fill("Calls of widgets always ask here."));
});

test("the level and the calls of widgets are chosen, and given back to the settings", async () => {
  let permissions: ConnectorPermissions = {};
  const { backend, user } = await mountSection({
    connectors: () => [connector({ permissions })],
    setPermissions: (_, next) => {
      permissions = next;
      backend.emit({ kind: "connectors" });
      return null;
    },
  });
  const options = (testId: string) =>
    [...screen.getByTestId(testId).querySelectorAll("option")].map((option) => option.textContent);
  expect(options("permission-level")).toEqual([
    "As in the settings (Developer mode, classic)",
    "Always ask",
    "Allow read actions",
    "Allow low-risk actions",
    "Allow all actions",
    "Developer mode, classic",
  ]);
  expect(options("permission-widget-calls")).toEqual([
    "As in the settings (Same rule as the model’s)",
    "Same rule as the model’s",
    "Always ask",
    "Never ask",
  ]);
  expect(screen.getByText("In ChatGPT: unknown: not documented")).toBeTruthy();
  await user.selectOptions(screen.getByTestId("permission-level"), "allowAll");
  await wasAsked(backend, "setPermissions", "c1", { level: "allowAll" });
  await screen.findByText(/^Nothing asks\. ChatGPT marks it as an elevated risk/);
  expect(value("permission-level")).toBe("allowAll");
  await user.selectOptions(screen.getByTestId("permission-widget-calls"), "neverAsk");
  await wasAsked(backend, "setPermissions", "c1", { level: "allowAll", widgetCalls: "neverAsk" });
  await screen.findByTestId("permission-level");
  await user.selectOptions(screen.getByTestId("permission-level"), "");
  await wasAsked(backend, "setPermissions", "c1", { level: null, widgetCalls: "neverAsk" });
});

test("a choice that could not be saved is told, and stays as it was", async () => {
  const { user } = await mountSection({
    setPermissions: () => {
      throw problem("The connector could not be saved.");
    },
  });
  await user.selectOptions(screen.getByTestId("permission-level"), "allowAll");
  expect((await screen.findByTestId("problem")).textContent).toBe("The connector could not be saved.");
  expect(value("permission-level")).toBe("");
});

test("of many tools the first are shown, and any of them is found", async () => {
  const tools = Array.from({ length: 40 }, (_, index) =>
    toolApprovals({ toolName: `tool_${index}`, toolTitle: `Tool ${index}` }),
  );
  const { click, type, user } = await mountSection({ approvalPreview: () => approvalPreview({ tools }) });
  expect(screen.getAllByTestId("approval-preview-row")).toHaveLength(20);
  await type("approval-preview-search", "tool_39");
  expect(texts("approval-preview-row")).toEqual(["Tool 39AsksAsksAsksRunsAsks"]);
  await user.clear(screen.getByTestId("approval-preview-search"));
  expect(screen.getByTestId("approval-preview-more").textContent).toBe("Show the other 20");
  await click("approval-preview-more");
  expect(screen.getAllByTestId("approval-preview-row")).toHaveLength(40);
});

test("a server without tools has no table", async () => {
  const { click } = await mountShell({
    snapshot: () => snapshot({ tools: [] }),
    approvalPreview: () => approvalPreview({ tools: [] }),
  });
  await click("connector-row");
  await screen.findByTestId("permission-level");
  expect(screen.queryByTestId("approval-preview")).toBeNull();
});
