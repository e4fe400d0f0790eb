/** Picking files for a widget: from the library, from this machine, and taking them out of the library. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { FILES, prompt } from "../fixtures";
import { drawnScreen } from "../testing";

const drawn = drawnScreen();
const show = (library = FILES, limit = 1000) =>
  drawn.show({ prompt: prompt({ kind: "pickFiles", library, limit }) });

test("files of the library are picked, and new ones are read and added", async () => {
  show();
  const dialog = screen.getByRole("dialog", { name: "Choose files" });
  const give = within(dialog).getByTestId<HTMLButtonElement>("files-give");
  expect([give.textContent, give.disabled]).toEqual(["Give", true]);
  await userEvent.click(within(dialog).getByRole("checkbox", { name: /stage-lights\.png/ }));
  const input = within(dialog).getByTestId<HTMLInputElement>("files-input");
  await userEvent.upload(input, [
    new File(["one"], "one.txt", { type: "text/plain" }),
    new File(["two"], "two.txt"),
  ]);
  await userEvent.click(within(dialog).getByRole("button", { name: "Do not give two.txt" }));
  expect(give.textContent).toBe("Give 2");
  await userEvent.click(give);
  const answer = {
    kind: "picked",
    files: ["file_2"],
    added: [{ name: "one.txt", mimeType: "text/plain", base64: "b25l" }],
  };
  await vi.waitFor(() => expect(drawn.sent).toEqual([{ kind: "prompt", prompt: "p1", answer }]));
});

test("a file that is too large is named and left out", async () => {
  show(FILES, 2);
  await userEvent.upload(screen.getByTestId<HTMLInputElement>("files-input"), new File(["abc"], "abc.txt"));
  expect(screen.getByRole("alert").textContent).toBe("“abc.txt” is larger than 2 B.");
  expect(screen.getByTestId<HTMLButtonElement>("files-give").disabled).toBe(true);
});

test("a file is taken out of the library, and Cancel gives none", async () => {
  show();
  await userEvent.click(screen.getByRole("button", { name: "Remove Launch plan.pdf from the library" }));
  show([]);
  expect(screen.getByTestId("files-empty").textContent).toBe(
    "The library is empty. It keeps what you add here, and what widgets upload with library: true.",
  );
  await userEvent.click(screen.getByTestId("files-cancel"));
  expect(drawn.sent).toEqual([
    { kind: "removeFile", file: "file_1" },
    { kind: "prompt", prompt: "p1", answer: { kind: "declined" } },
  ]);
});
