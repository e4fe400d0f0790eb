/** Creating and editing a connector: notes beside the fields, and nothing typed is lost. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { EndpointDraft } from "../../bindings";
import { problem } from "../fake-backend";
import { connector } from "../fixtures/connectors";
import { mountShell, wasAsked } from "../testing";

const untouched = {
  headers: [],
  environment: [],
  certificates: "trusted",
  client: "chatgpt",
  protocol: { kind: "negotiated" },
  reading: "snapshot",
};

const urlOf = (endpoint: EndpointDraft) => ("url" in endpoint ? endpoint.url : "");
const value = (testId: string) => (screen.getByTestId(testId) as HTMLInputElement).value;

test("a connector is created from what was typed, and its page opens", async () => {
  const made = connector({ id: "new", name: "Cards" });
  const { backend, click, type } = await mountShell({
    connectors: () => [made],
    createConnector: () => made,
  });
  await click("new-connector");
  await type("connector-name", "Cards");
  await type("connector-description", "Some cards");
  await type("connector-url", "http://localhost:3000/mcp");
  await click("connector-understood");
  await click("connector-create");
  await wasAsked(backend, "createConnector", {
    name: "Cards",
    description: "Some cards",
    endpoint: { kind: "http", url: "http://localhost:3000/mcp" },
    authentication: "none",
    ...untouched,
    understood: true,
  });
  expect((await screen.findByTestId("connector-status")).textContent).toMatch(/^Connected since /);
});

test("a failure is shown with its hint, and the form keeps every word", async () => {
  const { click, type } = await mountShell({
    createConnector: () => {
      throw problem("The name is taken.", { code: "invalid", hint: "Choose another one." });
    },
  });
  await click("new-connector");
  await type("connector-name", "Board");
  await type("connector-url", "https://example.com/mcp");
  await click("connector-understood");
  await click("connector-create");
  expect((await screen.findByTestId("problem")).textContent).toBe("The name is taken.Choose another one.");
  expect([value("connector-name"), value("connector-url")]).toEqual(["Board", "https://example.com/mcp"]);
});

test("a form left half filled in is still there after a look elsewhere", async () => {
  const { click, type } = await mountShell({});
  await click("new-connector");
  await type("connector-name", "Half");
  await click("tab-activity");
  await click("tab-connectors");
  expect(value("connector-name")).toBe("Half");
  await click("back");
  await click("new-connector");
  expect(value("connector-name")).toBe("Half");
  await click("connector-cancel");
  await click("new-connector");
  expect(value("connector-name")).toBe("");
});

test("remarks show at once, errors only beside fields that were touched or sent", async () => {
  const { click, type } = await mountShell({
    checkDraft: ({ endpoint }) =>
      urlOf(endpoint) === ""
        ? []
        : [
            { field: "name", weight: "error", text: "A connector needs a name." },
            { field: "url", weight: "remark", text: "ChatGPT itself would need HTTPS." },
          ],
    createConnector: () => {
      throw problem("The form is not complete.", { code: "invalid" });
    },
  });
  await click("new-connector");
  await type("connector-url", "http://localhost:1");
  expect((await screen.findByTestId("note-url")).textContent).toBe("ChatGPT itself would need HTTPS.");
  expect(screen.queryByTestId("note-name")).toBeNull();
  await click("connector-create");
  expect((await screen.findByTestId("note-name")).textContent).toBe("A connector needs a name.");
});

const http = connector({
  endpoint: { kind: "sse", url: "https://example.com/sse" },
  headers: [
    { name: "X-Key", hasValue: true },
    { name: "X-Old", hasValue: true },
  ],
  client: "plain",
  protocol: { kind: "forced", version: "2024-11-05" },
  reading: "live",
});

test("a command with a secret variable is created, without what was typed for an address before", async () => {
  const { backend, user, click, type } = await mountShell({ createConnector: () => connector() });
  await click("new-connector");
  await type("connector-name", "Local");
  await type("connector-url", "http://localhost:1/mcp");
  await click("connector-headers-add");
  await type("connector-headers-name-0", "X-Key");
  await type("connector-headers-value-0", "hush");
  await user.selectOptions(screen.getByTestId("connector-transport"), "stdio");
  await type("connector-command-line", "npx -y my-server");
  await type("connector-directory", "/srv");
  await click("connector-environment-add");
  await type("connector-environment-name-0", "TOKEN");
  await type("connector-environment-value-0", "secret");
  expect((screen.getByTestId("connector-environment-value-0") as HTMLInputElement).type).toBe("password");
  // A row that stays blank is none.
  await click("connector-environment-add");
  await click("connector-understood");
  await click("connector-create");
  await wasAsked(backend, "createConnector", {
    name: "Local",
    description: "",
    endpoint: { kind: "stdio", commandLine: "npx -y my-server", directory: "/srv" },
    authentication: "none",
    ...untouched,
    environment: [{ name: "TOKEN", value: "secret" }],
    understood: true,
  });
});

test("another transport keeps the address, and the way back brings the command back", async () => {
  const { user, click, type } = await mountShell({});
  await click("new-connector");
  await type("connector-url", "http://localhost:1/mcp");
  await user.selectOptions(screen.getByTestId("connector-transport"), "stdio");
  await type("connector-command-line", "my-server");
  await user.selectOptions(screen.getByTestId("connector-transport"), "sse");
  expect(value("connector-url")).toBe("http://localhost:1/mcp");
  await user.selectOptions(screen.getByTestId("connector-transport"), "stdio");
  expect(value("connector-command-line")).toBe("my-server");
});

test("a stored secret is never shown: it stays, is replaced, or is removed", async () => {
  const { backend, user, click, type } = await mountShell({
    connectors: () => [http],
    updateConnector: () => http,
  });
  await click("connector-row");
  await click("connector-edit");
  expect(screen.getByRole("group", { name: "Headers" }).querySelector("li")?.textContent).toBe(
    "storedReplace",
  );
  await click("connector-headers-replace-0");
  await type("connector-headers-value-0", "typed in error");
  await click("connector-headers-keep-0");
  await click("connector-headers-remove-1");
  await click("connector-headers-add");
  await type("connector-headers-name-1", "X-New");
  await type("connector-headers-value-1", "hush");
  await user.selectOptions(screen.getByTestId("connector-client"), "chatgpt");
  await click("connector-certificates");
  await click("connector-create");
  await wasAsked(backend, "updateConnector", "c1", {
    name: "Board",
    description: "A board with cards",
    endpoint: { kind: "sse", url: "https://example.com/sse" },
    authentication: "none",
    headers: [
      { name: "X-Key", value: null },
      { name: "X-New", value: "hush" },
    ],
    environment: [],
    certificates: "any",
    client: "chatgpt",
    protocol: { kind: "forced", version: "2024-11-05" },
    reading: "live",
    understood: true,
  });
});

test("a header that was imported with a placeholder asks for its value, and stays without until it is typed", async () => {
  const imported = connector({
    endpoint: { kind: "http", url: "https://example.com/mcp" },
    headers: [
      { name: "X-Key", hasValue: false },
      { name: "X-Team", hasValue: true },
    ],
  });
  const { backend, user, click, type } = await mountShell({
    connectors: () => [imported],
    updateConnector: () => imported,
  });
  await click("connector-row");
  await click("connector-edit");
  const key = screen.getByTestId<HTMLInputElement>("connector-headers-value-0");
  expect([key.value, key.placeholder]).toEqual(["", "Needs a value"]);
  expect(screen.getByTestId("connector-headers-replace-1")).toBeTruthy();
  await type("connector-headers-value-0", "hush");
  await user.clear(key);
  expect(key.placeholder).toBe("Needs a value");
  await type("connector-headers-value-0", "secret");
  await click("connector-create");
  await wasAsked(backend, "updateConnector", "c1", {
    name: "Board",
    description: "A board with cards",
    endpoint: { kind: "http", url: "https://example.com/mcp" },
    authentication: "none",
    ...untouched,
    headers: [
      { name: "X-Key", value: "secret" },
      { name: "X-Team", value: null },
    ],
    understood: true,
  });
});

test("a whole file pasted as the address can be imported", async () => {
  const { click, user } = await mountShell({ readImport: () => ({ shape: "Cursor", items: [], notes: [] }) });
  await click("new-connector");
  await user.click(screen.getByTestId("connector-url"));
  await user.paste('{"mcpServers":{}}');
  await click("connector-import-offer");
  expect(((await screen.findByTestId("import-text")) as HTMLTextAreaElement).value).toBe('{"mcpServers":{}}');
});

test("authentication that does not work yet can be seen and not chosen", async () => {
  const { click } = await mountShell({});
  await click("new-connector");
  const options = [...screen.getByTestId("connector-authentication").querySelectorAll("option")];
  expect(options.map((option) => [option.textContent, option.disabled])).toEqual([
    ["None", false],
    ["OAuth (coming)", true],
    ["Mixed (coming)", true],
  ]);
});

test("the demo's address is fixed, its name and description can be edited", async () => {
  const demo = connector({ id: "demo", name: "Kanban", description: "", endpoint: { kind: "demo" } });
  const { backend, click, type } = await mountShell({
    connectors: () => [demo],
    updateConnector: (_, draft) => ({ ...demo, name: draft.name }),
  });
  await click("connector-row");
  await click("connector-edit");
  const url = screen.getByTestId("connector-url") as HTMLInputElement;
  expect([url.value, url.disabled]).toEqual(["Comes with Greenroom, no server needed", true]);
  expect(screen.queryByTestId("connector-advanced")).toBeNull();
  await type("connector-name", " 2");
  await click("connector-create");
  await wasAsked(backend, "updateConnector", "demo", {
    name: "Kanban 2",
    description: "",
    endpoint: { kind: "demo" },
    authentication: "none",
    ...untouched,
    understood: true,
  });
  await waitFor(() => expect(screen.getByTestId("connector-refresh")).toBeTruthy());
});
