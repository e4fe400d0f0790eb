/** The sandbox of a widget: the mode, what was blocked or will be, and what mends it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CspMode } from "../../../bindings";
import { connector, templatePolicies } from "../../fixtures/connectors";
import { sandboxFinding, sandboxReport, widgetReport } from "../../fixtures/widgets";
import { texts, wasAsked } from "../../testing";
import { mountTab } from "../mount-tab";

const willBreak = sandboxFinding({
  weight: "willBreak",
  title: "connect-src will block http://localhost:3000/api",
  text: "The policy of the published app has no such source.",
  position: { url: "https://static.example.com/a/app.js?v=2", line: 1, column: 204 },
});
const note = sandboxFinding({
  weight: "note",
  title: "localStorage was used",
  text: "It is not kept.",
  position: null,
});
const sandbox = sandboxReport({
  findings: [sandboxFinding({ count: 3 }), willBreak, note],
  patch: {
    standard: { ui: { csp: { connectDomains: ["https://api.example.com"] } } },
    legacy: { "openai/widgetCSP": { connect_domains: ["https://api.example.com"] } },
    added: ["connectDomains: https://api.example.com"],
    notes: ["eval is mended by no declaration."],
  },
  unused: ["resourceDomains: https://fonts.example.com"],
});

test("one line above the call says how much is broken, and leads to the findings of the screen", async () => {
  const desktop = widgetReport({ sandbox: sandboxReport({ findings: [willBreak] }) });
  const phone = widgetReport({ screen: "phone", instance: "w2", sandbox });
  const { click } = await mountTab({ widgets: () => [desktop, phone] });
  await click("call-tab-result");
  expect(texts("sandbox-line")).toEqual(["1 thing is broken in the sandbox, 1 will break when published."]);

  await click("sandbox-line");
  expect((await screen.findByTestId("widget-report")).dataset.screen).toBe("phone");
  expect(texts("sandbox-finding")).toEqual([
    "connect-src blocked https://api.example.com/cards · 3 times" +
      "The template declares no such source. Declare its origin in connectDomains.line 12:5",
    "connect-src will block http://localhost:3000/api" +
      "The policy of the published app has no such source.app.js:1:204",
    "localStorage was usedIt is not kept.",
  ]);
  expect(screen.getAllByTestId("sandbox-finding").map(({ dataset }) => dataset.weight)).toEqual([
    "broken",
    "willBreak",
    "note",
  ]);
  expect(texts("widget-part-sandbox")).toEqual(["Sandbox 1"]);
});

test("what only will break is said so; a note is no matter for the call", async () => {
  let findings = [willBreak, { ...willBreak, title: "img-src will block http://a.example" }];
  const { backend } = await mountTab({
    widgets: () => [widgetReport({ sandbox: sandboxReport({ findings }) })],
  });
  expect((await screen.findByTestId("sandbox-line")).textContent).toBe("2 things will break when published.");
  findings = [note];
  backend.emit({ kind: "widgets", call: "k1" });
  await waitFor(() => expect(screen.queryByTestId("sandbox-line")).toBeNull());
});

test("the patch is there in both spellings, with what is new in it and what it cannot mend", async () => {
  const { click } = await mountTab({ widgets: () => [widgetReport({ sandbox })] });
  await click("widget-part-sandbox");
  await screen.findByTestId("patch");
  expect(texts("patch-added")).toEqual(["+ connectDomains: https://api.example.com"]);
  const read = (testId: string) => JSON.parse(screen.getByTestId(testId).textContent ?? "");
  expect(read("patch-standard")).toEqual(sandbox.patch?.standard);
  expect(read("patch-legacy")).toEqual(sandbox.patch?.legacy);
  expect(texts("patch-note")).toEqual(["eval is mended by no declaration."]);
  expect(texts("unused")).toEqual(["resourceDomains: https://fonts.example.com"]);
});

test("a patch with nothing to add shows no declaration, only why", async () => {
  const patch = { standard: {}, legacy: {}, added: [], notes: ["Build without eval."] };
  const { click } = await mountTab({ widgets: () => [widgetReport({ sandbox: sandboxReport({ patch }) })] });
  await click("widget-part-sandbox");
  expect((await screen.findByTestId("patch")).textContent).toBe("Build without eval.");
});

test("the mode is switched for the connector, with what it means", async () => {
  let csp: CspMode = "developerEnforced";
  const { backend, user } = await mountTab({
    connectors: () => [connector({ csp })],
    templatePolicies: () => [templatePolicies()],
    widgets: () => [widgetReport()],
    setCspMode: (_, mode) => {
      csp = mode;
      backend.emit({ kind: "connectors" });
      return null;
    },
  });
  await user.click(await screen.findByTestId("widget-part-sandbox"));
  await waitFor(() => expect(texts("csp-mode-meaning")).toEqual(["As declared."]));
  await user.selectOptions(screen.getByTestId("csp-mode"), "published");
  await wasAsked(backend, "setCspMode", "c1", "published");
  await waitFor(() =>
    expect(texts("csp-mode-meaning")).toEqual(["As declared, exact origins over TLS alone."]),
  );
});

test("a widget that nothing came of says so, with what it was served with", async () => {
  const { click } = await mountTab({
    widgets: () => [widgetReport({ sandbox: sandboxReport({ policy: "", key: null, allow: "" }) })],
  });
  await click("widget-part-sandbox");
  expect((await screen.findByTestId("sandbox-nothing")).textContent).toMatch(/^So far nothing was blocked/);
  await click("sandbox-facts-toggle");
  expect(screen.getByTestId("sandbox-facts").querySelector("dl")?.textContent).toBe(
    "ModeDeveloper, enforcedDeclared inNothing is declared" +
      "Origin herewidget://mcp-example-com-1f2e" +
      "Origin in ChatGPThttps://mcp-example-com.web-sandbox.oaiusercontent.com" +
      "PolicyNone is enforcedOnly reportedNonePermissionscamera=()" +
      "Frame: sandboxallow-scripts allow-same-originFrame: allowNone",
  );
});

test("before its document is loaded there is nothing to say of its sandbox", async () => {
  const { click } = await mountTab({
    connectors: () => [],
    widgets: () => [widgetReport({ sandbox: null })],
  });
  await click("widget-part-sandbox");
  expect((await screen.findByTestId("sandbox")).textContent).toBe("Its document has not been loaded yet.");
});
