/** A file as an argument: chosen, kept by the host, sent by its id, and taken away again. */
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { snapshot, tool } from "../fixtures/connectors";
import { call } from "../fixtures/conversation";
import { mountShell, wasAsked } from "../testing";

const FILE = {
  type: "object",
  required: ["download_url", "file_id"],
  properties: { download_url: { type: "string" }, file_id: { type: "string" } },
};
const READER = tool({
  fileParams: ["doc", "more"],
  inputSchema: {
    type: "object",
    properties: { doc: FILE, more: { type: "array", items: FILE } },
    required: ["doc"],
  },
});

test("chosen files are kept and sent by their ids, alone and in a list", async () => {
  const { backend, click, user } = await mountShell({
    snapshot: () => snapshot({ tools: [READER] }),
    addFile: ({ name, mimeType }) => ({
      id: `file_${name}`,
      name,
      mimeType: mimeType || "application/octet-stream",
      size: 2048,
      addedAt: "2026-11-21T10:00:00Z",
    }),
    checkArguments: () => [],
    runTool: () => call(),
  });
  await click("connector-row");
  await click("tool-row");
  await screen.findByTestId("tool-run");
  await user.upload(screen.getByTestId("field-doc"), new File(["Hi"], "a.txt", { type: "text/plain" }));
  expect((await screen.findByTestId("field-doc-file")).textContent).toBe("a.txt, 2.0 kB, text/plain");
  await click("field-more-send");
  await click("field-more-add");
  await user.upload(screen.getByTestId("field-more.0"), new File(["x"], "b.bin"));
  await screen.findByTestId("field-more.0-file");
  await click("tool-run");
  const value = (name: string, type: string) => ({
    file_id: `file_${name}`,
    mime_type: type,
    file_name: name,
  });
  await wasAsked(backend, "runTool", {
    connectorId: "c1",
    toolName: "add_card",
    arguments: { doc: value("a.txt", "text/plain"), more: [value("b.bin", "application/octet-stream")] },
    say: "",
    answers: null,
  });
  expect(backend.askedOf("addFile")[0]).toEqual([{ name: "a.txt", mimeType: "text/plain", base64: "SGk=" }]);
  await click("field-doc-remove");
  expect(screen.queryByTestId("field-doc-file")).toBe(null);
});
