/** Connectors from a file and into a file. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ImportItem } from "../../bindings";
import { problem } from "../fake-backend";
import { connector } from "../fixtures/connectors";
import { mountShell, texts, wasAsked } from "../testing";
import { BLANK } from "./draft";

const item = (key: string, more: Partial<ImportItem> = {}): ImportItem => ({
  key,
  draft: { ...BLANK, name: key, endpoint: { kind: "stdio", commandLine: `npx ${key}`, directory: "" } },
  summary: `npx ${key}`,
  notes: [],
  problem: null,
  ...more,
});

const plan = {
  shape: "Claude Desktop",
  items: [
    item("files"),
    item("memory", { notes: ["There is a connector with this command already."] }),
    item("broken", { problem: problem("“broken” has neither a command nor a url.") }),
  ],
  notes: ["“globalShortcut” is no connector and was left out."],
};

const file = new File(['{"mcpServers":{}}'], "claude_desktop_config.json", { type: "application/json" });

test("a chosen file is shown first, and only what is ticked is added", async () => {
  const { backend, user, click } = await mountShell({
    readImport: () => plan,
    importConnectors: () => [connector()],
  });
  await click("import-connectors");
  await user.upload(await screen.findByTestId("import-file"), file);
  await screen.findByTestId("import-plan");
  expect(texts("import-item")).toEqual([
    "filesCommand (stdio)npx files",
    "memoryCommand (stdio)npx memoryThere is a connector with this command already.",
    "brokenCommand (stdio)npx broken“broken” has neither a command nor a url.",
  ]);
  expect(texts("import-note").at(-1)).toBe("“globalShortcut” is no connector and was left out.");
  expect(screen.getByTestId("import-add").textContent).toBe("Import 2 connectors");
  await click("import-tick-memory");
  expect(screen.getByTestId("import-add").textContent).toBe("Import 1 connector");
  await click("import-add");
  await wasAsked(backend, "importConnectors", '{"mcpServers":{}}', ["files"]);
  expect(await screen.findByTestId("new-connector")).toBeTruthy();
});

test("a file is dropped, and one that is far too large is not even read", async () => {
  const { backend, click } = await mountShell({ readImport: () => plan });
  await click("import-connectors");
  const drop = await screen.findByTestId("import-drop");
  fireEvent.drop(drop, { dataTransfer: { files: [new File(["x".repeat(2_000_000)], "video.mp4")] } });
  expect((await screen.findByTestId("problem")).textContent).toMatch(
    /^video\.mp4 has 1\.9 MB, which is too much for a file of connectors\./,
  );
  fireEvent.drop(drop, { dataTransfer: { files: [file] } });
  await screen.findByTestId("import-plan");
  expect(screen.queryByText(/^video/)).toBeNull();
  expect(backend.askedOf("readImport")).toEqual([['{"mcpServers":{}}']]);
});

test("a malformed file says where, and the text stays to be mended", async () => {
  const { user, click } = await mountShell({
    readImport: () => {
      throw problem("Line 3 is not JSON: a comma is missing after “npx”.", { code: "invalid" });
    },
  });
  await click("import-connectors");
  await user.click(await screen.findByTestId("import-text"));
  await user.paste('{ "mcpServers": ');
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "Line 3 is not JSON: a comma is missing after “npx”.",
  );
  expect((screen.getByTestId("import-text") as HTMLTextAreaElement).value).toBe('{ "mcpServers": ');
  expect(screen.queryByTestId("import-add")).toBeNull();
});

test("an export is read before it is saved", async () => {
  let path: string | null = null;
  const { backend, click } = await mountShell({
    exportConnectors: () => '{\n  "mcpServers": {}\n}',
    saveConnectors: () => path,
  });
  await click("export-connectors");
  expect((await screen.findByTestId("export-text")).textContent).toBe('{\n  "mcpServers": {}\n}');
  await click("export-save");
  await wasAsked(backend, "saveConnectors");
  expect(screen.queryByTestId("export-saved")).toBeNull();
  path = "/home/me/mcp.json";
  await click("export-save");
  await waitFor(() =>
    expect(screen.getByTestId("export-saved").textContent).toBe("Saved to /home/me/mcp.json."),
  );
});
