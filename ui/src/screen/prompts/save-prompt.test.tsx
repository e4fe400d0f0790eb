/** Keeping files of a widget: what is asked before, and what is said afterwards. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { prompt } from "../fixtures";
import { drawnScreen } from "../testing";

const drawn = drawnScreen();
const FOLDER = "/home/ada/Downloads";
const rows = (list: string) =>
  within(screen.getByTestId(list))
    .getAllByRole("listitem")
    .map((row) => row.textContent);

test("each file is shown with its size, and Save and Cancel answer", async () => {
  const files = [
    { name: "cards.csv", size: 812 },
    { name: "plan\u202efdp.exe", size: 2_500_000 },
  ];
  drawn.show({ prompt: prompt({ kind: "saveFiles", files, folder: FOLDER }) });
  const dialog = screen.getByRole("dialog", { name: "Save 2 files?" });
  expect(within(dialog).getByText(`Kanban board wants to put files into ${FOLDER}:`)).toBeTruthy();
  expect(rows("save-files")).toEqual(["cards.csv812 B", "plan\\u{202e}fdp.exe2.4 MB"]);
  await userEvent.click(screen.getByTestId("save-accept"));
  drawn.show({ prompt: prompt({ kind: "saveFiles", files: files.slice(0, 1), folder: FOLDER }, "p2") });
  expect(screen.getByRole("dialog", { name: "Save this file?" })).toBeTruthy();
  await userEvent.click(screen.getByTestId("save-cancel"));
  expect(drawn.sent).toEqual([
    { kind: "prompt", prompt: "p1", answer: { kind: "accepted" } },
    { kind: "prompt", prompt: "p2", answer: { kind: "declined" } },
  ]);
});

test("the notice says where the files are, and goes", async () => {
  const paths = [`${FOLDER}/cards.csv`, `${FOLDER}/plan (2).pdf`];
  drawn.show({ prompt: prompt({ kind: "seeSaved", paths, fault: "" }) });
  expect(screen.getByRole("dialog", { name: "Saved" })).toBeTruthy();
  expect(rows("saved-paths")).toEqual(paths);
  await userEvent.click(screen.getByTestId("saved-done"));
  expect(drawn.sent).toEqual([{ kind: "prompt", prompt: "p1", answer: { kind: "accepted" } }]);
});

test("the notice says why a file was not kept", () => {
  const fault = `${FOLDER}/cards.csv could not be written: No space left on device.`;
  drawn.show({ prompt: prompt({ kind: "seeSaved", paths: [], fault }) });
  expect(screen.getByRole("dialog", { name: "Not saved" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toBe(fault);
  expect(screen.queryByTestId("saved-paths")).toBe(null);
  const kept = [`${FOLDER}/plan.pdf`];
  drawn.show({ prompt: prompt({ kind: "seeSaved", paths: kept, fault }, "p2") });
  expect(screen.getByRole("dialog", { name: "Not all were saved" })).toBeTruthy();
  expect(rows("saved-paths")).toEqual(kept);
});
