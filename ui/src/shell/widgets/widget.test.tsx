/** The widgets of a call in the workbench: what is known of them, and the tools that they offer. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem } from "../fake-backend";
import { tool } from "../fixtures/connectors";
import { record } from "../fixtures/conversation";
import { widgetReport } from "../fixtures/widgets";
import { texts, wasAsked } from "../testing";
import { mountTab } from "./mount-tab";

test("a call without a widget says why there is none", async () => {
  await mountTab({ widgets: () => [] }, record());
  expect((await screen.findByTestId("widget-none")).textContent).toBe(
    "The tool names no template, so the call shows no widget.",
  );
});

test("each screen's widget is told apart, and the shell follows what it does", async () => {
  let phone = widgetReport({ screen: "phone", instance: "w2", handshake: "none", introduction: null });
  phone = { ...phone, height: null, sandbox: null, globals: null, hostContext: null };
  const { backend, click } = await mountTab({ widgets: () => [widgetReport(), phone] });
  const report = await screen.findByTestId("widget-report");
  expect(report.querySelector("dl")?.textContent).toBe(
    "HandshakeCompleteAppBoard app 2.1.0Protocol2026-01-26Display modeinlineHeight320 px" + "Instancew1",
  );
  expect(texts("widget-no-findings")).toEqual(["It has broken no rule so far."]);

  await click("widget-screen-phone");
  expect(report.textContent).toContain("It has not introduced itself.");
  expect(report.textContent).toContain("Its document has not been loaded yet.");
  phone = {
    ...phone,
    findings: [{ path: "", text: "The widget asked to leave fullscreen." }],
    logs: [{ at: "2026-11-21T09:00:00.250Z", level: "error", logger: "net", data: "No\u202e route" }],
  };
  backend.emit({ kind: "widgets", call: "k1" });
  await waitFor(() =>
    expect(screen.getByTestId("widget-logs").textContent).toMatch(/error netNo\\u\{202e\} route$/),
  );
  expect(texts("findings")).toEqual(["The widget asked to leave fullscreen."]);
  expect(report.textContent).toContain("What it did against the rules is listed above.");
});

test("what the model sees leads back to the widget it was opened from", async () => {
  const { click } = await mountTab({
    widgets: () => [widgetReport()],
    modelView: (screen) => ({ screen, items: [], tokens: 0, estimate: "An estimate.", unseenCalls: 0 }),
  });
  await click("widget-model");
  await screen.findByTestId("model-tokens");
  await click("back");
  expect(await screen.findByTestId("widget-report")).toBeTruthy();
});

test("a tool of the widget is called from its form, and its answer or its failure is shown", async () => {
  const introduction = { protocolVersion: "", info: {}, capabilities: { tools: { listChanged: true } } };
  let version = 0;
  const { backend, click, type } = await mountTab({
    widgets: () => [widgetReport({ introduction, toolChanges: version })],
    appTools: () => [tool({ name: "select", title: version === 0 ? "Select" : "Select a card" })],
    callAppTool: (_, __, input) => {
      if (JSON.stringify(input).includes("Nothing")) throw problem("The widget refused.");
      return { content: [{ type: "text", text: "Selected" }] };
    },
  });
  await click("app-tool");
  await type("field-title", "Ship");
  await click("app-tool-call");
  await wasAsked(backend, "callAppTool", "w1", "select", { title: "Ship" });
  expect((await screen.findByTestId("app-tool-answer")).textContent).toContain("Selected");
  await type("field-title", "Nothing");
  await click("app-tool-call");
  expect((await screen.findByTestId("problem")).textContent).toContain("The widget refused.");

  version = 1;
  backend.emit({ kind: "widgets", call: "k1" });
  await waitFor(() => expect(screen.getByTestId("app-tool").textContent).toContain("Select a card"));
});
