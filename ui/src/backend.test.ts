/** The Tauri side of the backend: answers are unwrapped, refusals become problems. */
import { mockIPC } from "@tauri-apps/api/mocks";
import { expect, test } from "vitest";
import { problemOf, tauriBackend } from "./backend";

const refusal = { code: "not_found", message: "There is no such call.", hint: "", exchange: null };

test("an answer arrives as it was sent, under the command's own name", async () => {
  mockIPC((command, payload) => [command, payload]);
  expect(await tauriBackend().verdict("c1", "add")).toEqual([
    "verdict",
    { connectorId: "c1", toolName: "add" },
  ]);
});

test("a refusal rejects with the host's problem", async () => {
  mockIPC(() => Promise.reject(refusal));
  await expect(tauriBackend().call("k9")).rejects.toEqual(refusal);
});

test("anything else that goes wrong is a problem too", async () => {
  mockIPC(() => Promise.reject("invalid args"));
  const told = { code: "failed", message: "invalid args", exchange: null };
  await expect(tauriBackend().connectors()).rejects.toMatchObject(told);
  expect(problemOf(new Error("invalid args"))).toMatchObject(told);
});
