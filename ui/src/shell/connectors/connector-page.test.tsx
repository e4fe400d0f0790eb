/** A connector's page: how it stands, what it offers, what a Refresh brought. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Availability, Connection, Refresh } from "../../bindings";
import { problem } from "../fake-backend";
import { connector, snapshot, template, tool, unannotated } from "../fixtures/connectors";
import { frame, frameDetail } from "../fixtures/record";
import { mountShell, texts, wasAsked } from "../testing";

test("tools are listed with what they say about themselves", async () => {
  const tools = [
    tool({
      name: "show",
      title: "Show",
      description: "Shows it",
      annotations: { readOnly: true, destructive: null, idempotent: null, openWorld: true },
      template: { uri: "ui://board/view.html", key: "ui.resourceUri" },
    }),
    tool({
      name: "raw",
      title: "raw",
      description: "",
      annotations: unannotated,
      findings: [{ path: "", text: "x" }],
    }),
    tool({
      name: "drop",
      title: "Drop",
      description: "",
      annotations: { readOnly: false, destructive: true, idempotent: null, openWorld: null },
      template: { uri: "ui://gone", key: "openai/outputTemplate" },
    }),
  ];
  const { click } = await mountShell({ snapshot: () => snapshot({ tools, templates: [template()] }) });
  await click("connector-row");
  await screen.findAllByTestId("tool-row");
  expect(texts("tool-row")).toEqual([
    "ShowshowShows itRead onlyOpen worldWidget · MCP App",
    "rawrawNot annotated1 finding",
    "DropdropWritesDestructiveWidget · template missing",
  ]);
  expect(screen.getByTestId("snapshot-line").textContent).toMatch(
    /^board-server 1\.4\.0 · MCP 2025-11-25 · Streamable HTTP · read /,
  );
  expect(texts("template-row")).toEqual(["ui://board/view.htmltext/html;profile=mcp-app · 18.0 kB"]);
});

test.each([
  ["sse" as const, " · HTTP + SSE (legacy)"],
  [null, ""],
])("the way to the server is said as it was found: %s", async (transport, words) => {
  const { click } = await mountShell({ snapshot: () => snapshot({ transport }) });
  await click("connector-row");
  const line = await screen.findByTestId("snapshot-line");
  expect(line.textContent?.replace(/ · read .*/, "")).toBe(`board-server 1.4.0 · MCP 2025-11-25${words}`);
});

test("of 5,000 tools only some are drawn, each can be found, and findings do not bury them", async () => {
  const findings = Array.from({ length: 30 }, (_, index) => ({ path: `$.tools[${index}]`, text: "Odd." }));
  const tools = Array.from({ length: 5_000 }, (_, index) =>
    tool({ name: `tool_${index}`, title: `Tool ${index}` }),
  );
  const { user, click } = await mountShell({ snapshot: () => snapshot({ tools, findings }) });
  await click("connector-row");
  expect(await screen.findAllByTestId("tool-row")).toHaveLength(200);
  expect(screen.getByTestId("tools-more").textContent).toBe("Show more: 4,800 are left");
  await click("tools-search");
  await user.paste("TOOL_4321");
  expect(screen.getAllByTestId("tool-row").map((row) => row.dataset.name)).toEqual(["tool_4321"]);
  expect(screen.getByTestId("findings").children).toHaveLength(20);
  await click("findings-more");
  expect(screen.getByTestId("findings").children).toHaveLength(30);
});

test("an empty tool list says what that means", async () => {
  const { click } = await mountShell({ snapshot: () => snapshot({ tools: [] }) });
  await click("connector-row");
  expect((await screen.findByTestId("no-tools")).textContent).toBe(
    "The server answered, but lists no tools, so ChatGPT would have nothing to call. Register a tool and press Refresh.",
  );
});

test("a failed connection shows the exchange, and Try again tries again", async () => {
  const failure = problem("The server answered 404.", {
    hint: "Check the path.",
    exchange: {
      method: "POST",
      url: "http://localhost:3000/",
      status: 404,
      headers: [{ name: "content-type", value: "text/html" }],
      bodyStart: "<h1>Not\u202e found</h1>",
    },
  });
  const connection: Connection = { kind: "failed", at: "2026-11-21T09:00:00Z", problem: failure };
  const { backend, click } = await mountShell({
    connectors: () => [connector({ connection, remarks: ["ChatGPT itself would need HTTPS."] })],
    snapshot: () => null,
    refreshConnector: () => {
      throw failure;
    },
  });
  await click("connector-row");
  expect((await screen.findByTestId("exchange")).textContent).toBe(
    "POST http://localhost:3000/ → 404content-type: text/html<h1>Not\\u{202e} found</h1>",
  );
  expect(screen.getByTestId("connector-remarks").textContent).toBe("ChatGPT itself would need HTTPS.");
  await click("connector-retry");
  await wasAsked(backend, "refreshConnector", "c1");
  expect(screen.getAllByTestId("problem")).toHaveLength(1);
});

test("while it connects there is a clock and a Cancel", async () => {
  const connection: Connection = { kind: "connecting", since: new Date(Date.now() - 61_000).toISOString() };
  const { backend, click } = await mountShell({
    connectors: () => [connector({ connection })],
    cancelConnecting: () => null,
  });
  await click("connector-row");
  expect((await screen.findByTestId("connector-status")).textContent).toMatch(/^Connecting… 01:0\d/);
  expect((screen.getByTestId("connector-refresh") as HTMLButtonElement).disabled).toBe(true);
  await click("connector-cancel-connecting");
  await wasAsked(backend, "cancelConnecting", "c1");
});

test("Refresh shows what changed, before and after, until it is dismissed", async () => {
  const refresh: Refresh = {
    snapshot: snapshot(),
    forgotten: [],
    changes: [
      { subject: "tool", name: "move", kind: "added", fields: [], note: "" },
      { subject: "template", name: "ui://old", kind: "removed", fields: [], note: "" },
      {
        subject: "tool",
        name: "add",
        kind: "changed",
        fields: [{ field: "annotations", before: null, after: { readOnlyHint: true } }],
        note: "",
      },
    ],
  };
  const { click } = await mountShell({ refreshConnector: () => refresh });
  await click("connector-row");
  await click("connector-refresh");
  await screen.findByText("Refreshed: 3 changes.");
  expect(texts("change")).toEqual([
    "Addedtoolmove",
    "Removedtemplateui://old",
    'ChangedtooladdannotationsBeforeabsentAfter{  "readOnlyHint": true}',
  ]);
  await click("connector-changes-dismiss");
  expect(screen.queryByTestId("connector-changes")).toBeNull();
});

test("a change is read side by side, with the words and lines that differ marked", async () => {
  const refresh: Refresh = {
    snapshot: snapshot(),
    forgotten: [],
    changes: [
      {
        subject: "tool",
        name: "add",
        kind: "changed",
        fields: [
          { field: "description", before: "Adds a card.", after: "Adds a card to a column." },
          {
            field: "inputSchema",
            before: { type: "object" },
            after: { type: "object", required: ["title"] },
          },
        ],
        note: "",
      },
      {
        subject: "template",
        name: "ui://board",
        kind: "changed",
        fields: [],
        note: "ChatGPT may keep serving the old HTML for up to an hour.",
      },
    ],
  };
  const { click } = await mountShell({ refreshConnector: () => refresh });
  await click("connector-row");
  await click("connector-refresh");
  const [change] = await screen.findAllByTestId("change");
  expect([...(change?.querySelectorAll("mark") ?? [])].map((mark) => mark.textContent)).toEqual([
    " to a column",
    '  "type": "object"',
    '  "type": "object",',
    '  "required": [',
    '    "title"',
    "  ]",
  ]);
  expect(texts("change-note")).toEqual(["ChatGPT may keep serving the old HTML for up to an hour."]);
});

const command = connector({
  endpoint: { kind: "stdio", command: "npx", arguments: ["-y", "my server"], directory: "/srv" },
  environment: [{ name: "TOKEN", hasValue: true }],
  client: "plain",
  protocol: { kind: "forced", version: "2025-06-18" },
  connection: { kind: "failed", at: "2026-11-21T09:00:00Z", problem: problem("The command ended.") },
});

test("a command that ended says what it was, shows its log as it grows, and can be restarted", async () => {
  const lines = ["Starting\n", "Cannot find \u202emodule\n"];
  const { backend, click } = await mountShell({
    connectors: () => [command],
    refreshConnector: () => ({ snapshot: snapshot(), changes: [], forgotten: [] }),
    frames: () => ({
      frames: lines.map((_, index) => frame({ number: index + 1, kind: "stderr" })).toReversed(),
      more: false,
    }),
    frame: (number) => frameDetail({ text: lines[number - 1] ?? "", http: null }),
  });
  await click("connector-row");
  expect((await screen.findByTestId("connector-traits")).textContent).toBe(
    "Command (stdio) · as Plain MCP client · only MCP 2025-06-18 · 1 variable",
  );
  expect(screen.getByText("npx -y 'my server'")).toBeTruthy();
  await waitFor(() =>
    expect(screen.getByTestId("connector-log").textContent).toBe("StartingCannot find \\u{202e}module"),
  );
  lines.push("Exiting");
  backend.emit({ kind: "record" });
  await waitFor(() => expect(screen.getByTestId("connector-log").textContent).toMatch(/Exiting$/));
  expect(screen.getByTestId("connector-retry").textContent).toBe("Restart");
  await click("connector-retry");
  await wasAsked(backend, "refreshConnector", "c1");
  await click("connector-log-record");
  await wasAsked(
    backend,
    "frames",
    { connectorId: "c1", callId: null, side: null, kinds: ["stderr"], text: "", onlyErrors: false },
    null,
    200,
  );
});

test("Live is switched on where the tools are, and secrets stay as they are", async () => {
  const { backend, click } = await mountShell({
    connectors: () => [connector({ headers: [{ name: "X-Key", hasValue: true }] })],
    updateConnector: () => connector(),
  });
  await click("connector-row");
  await click("connector-live");
  await wasAsked(backend, "updateConnector", "c1", {
    name: "Board",
    description: "A board with cards",
    endpoint: { kind: "http", url: "http://localhost:3000/mcp" },
    authentication: "none",
    headers: [{ name: "X-Key", value: null }],
    environment: [],
    certificates: "trusted",
    client: "chatgpt",
    protocol: { kind: "negotiated" },
    reading: "live",
    understood: true,
  });
});

test("a Refresh that changed very much is shown a part at a time", async () => {
  const changes = Array.from({ length: 100 }, (_, index) => ({
    subject: "tool" as const,
    name: `tool_${index}`,
    kind: "added" as const,
    fields: [],
    note: "",
  }));
  const { click } = await mountShell({
    refreshConnector: () => ({ snapshot: snapshot(), changes, forgotten: [] }),
  });
  await click("connector-row");
  await click("connector-refresh");
  await screen.findByText("Refreshed: 100 changes.");
  expect(screen.getAllByTestId("change")).toHaveLength(30);
  await click("connector-changes-more");
  expect(screen.getAllByTestId("change")).toHaveLength(60);
});

test("a Refresh without changes says so, by key as well", async () => {
  const { user, click } = await mountShell({
    refreshConnector: () => ({ snapshot: snapshot(), changes: [], forgotten: [] }),
  });
  await click("connector-row");
  await screen.findByTestId("connector-refresh");
  await user.keyboard("{Control>}r{/Control}");
  expect((await screen.findByTestId("connector-changes")).textContent).toBe("Refreshed: nothing changed.");
});

test("what is no longer remembered after a Refresh is told, also where nothing else changed", async () => {
  const forgotten = [
    "“Allow for this conversation” of add\u202e_card is forgotten: its inputSchema changed.",
  ];
  const { click } = await mountShell({
    refreshConnector: () => ({ snapshot: snapshot(), changes: [], forgotten }),
  });
  await click("connector-row");
  await click("connector-refresh");
  expect((await screen.findByTestId("connector-changes")).textContent).toBe(
    "Refreshed: nothing changed." +
      "“Allow for this conversation” of add\\u{202e}_card is forgotten: its inputSchema changed.",
  );
});

test("a connector is disabled at a click and enabled again; nothing of it runs in between", async () => {
  let availability: Availability = "enabled";
  const set = (next: Availability) => {
    availability = next;
    backend.emit({ kind: "connectors" });
    return null;
  };
  const { backend, click, user } = await mountShell({
    connectors: () => [connector({ availability })],
    disableConnector: () => set("disabled"),
    enableConnector: () => set("enabled"),
  });
  await click("connector-row");
  await click("connector-disable");
  await screen.findByTestId("connector-enable");
  expect(screen.getByTestId("connector-status").textContent).toBe(
    "DisabledNothing of it can be called. Its tools, conversations and what is remembered stay.",
  );
  expect(screen.queryByTestId("connector-refresh")).toBeNull();
  await user.keyboard("{Control>}r{/Control}");
  expect(backend.askedOf("refreshConnector")).toEqual([]);
  await click("tool-row");
  await screen.findByTestId("tool-run");
  expect((screen.getByTestId("tool-run") as HTMLButtonElement).disabled).toBe(true);
  expect(screen.getByTestId("tool-obstacle").textContent).toBe(
    "The connector is disabled. It can be enabled on its page.",
  );
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(backend.askedOf("runTool")).toEqual([]);
  await click("back");
  await click("back");
  expect(texts("connector-row")).toEqual(["Boardhttp://localhost:3000/mcpDisabled"]);
  await click("connector-row");
  await click("connector-enable");
  expect((await screen.findByTestId("connector-refresh")).textContent).toMatch(/^ ?Refresh/);
  expect(backend.askedOf("enableConnector")).toEqual([["c1"]]);
});

test("deleting asks first, and Esc takes back what was opened last", async () => {
  const { backend, click, user } = await mountShell({ deleteConnector: () => null });
  await click("connector-row");
  await click("connector-delete");
  await click("connector-delete-cancel");
  await click("connector-delete");
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("connector-delete-confirm")).toBeNull();
  expect(screen.getByTestId("connector-delete")).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("connector-delete")).toBeNull();
  expect(backend.askedOf("deleteConnector")).toEqual([]);
  await click("connector-row");
  await click("connector-delete");
  await click("connector-delete-confirm");
  await wasAsked(backend, "deleteConnector", "c1");
  await waitFor(() => expect(screen.getByTestId("new-connector")).toBeTruthy());
});

test("a duplicate opens", async () => {
  const copy = connector({ id: "c2", name: "Board copy" });
  const { click } = await mountShell({
    connectors: () => [connector(), copy],
    duplicateConnector: () => copy,
  });
  const [first] = await screen.findAllByTestId("connector-row");
  first?.click();
  await click("connector-duplicate");
  expect(await screen.findByRole("heading", { name: "Board copy" })).toBeTruthy();
});

test("an event makes the shell ask again", async () => {
  let list = [connector()];
  const { backend } = await mountShell({ connectors: () => list });
  await screen.findByText("Board");
  list = [connector({ name: "Renamed" })];
  backend.emit({ kind: "connectors" });
  expect(await screen.findByText("Renamed")).toBeTruthy();
});

test("a first answer that goes stale on its way is not shown", async () => {
  let arrive = (_: null) => {};
  const slow = new Promise<null>((resolve) => {
    arrive = resolve;
  });
  const answers = [slow, Promise.resolve(snapshot({ tools: [tool({ name: "fresh" })] }))];
  const { backend, click } = await mountShell({ snapshot: () => answers.shift() ?? null });
  await click("connector-row");
  await wasAsked(backend, "snapshot", "c1");
  backend.emit({ kind: "connectors" });
  arrive(null);
  expect((await screen.findByTestId("tool-row")).dataset.name).toBe("fresh");
});
