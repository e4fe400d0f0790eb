/** What is typed and chosen in the composer, and what goes out. */
import { createEvent, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { KANBAN, WEATHER } from "../fixtures";
import { drawnScreen } from "../testing";

const drawn = drawnScreen();

function composer(): HTMLTextAreaElement {
  return screen.getByTestId("composer");
}

function mentions(): (string | null)[] {
  return screen.queryAllByTestId("mention").map((mention) => mention.textContent);
}

/** The menu's items: their names and whether they are chosen. */
function menu(): unknown[] {
  return screen
    .queryAllByRole("menuitemcheckbox")
    .map((item) => [item.dataset.name, item.getAttribute("aria-checked")]);
}

async function choose(name: string): Promise<void> {
  await userEvent.click(screen.getByRole("button", { name: "Choose apps" }));
  await userEvent.click(screen.getByRole("menuitemcheckbox", { name }));
}

test("Enter sends what was typed, Shift and Enter begin a new line, blanks are not sent", async () => {
  drawn.show({});
  expect(composer().placeholder).toBe("Ask Greenroom");
  await userEvent.type(composer(), "  {Enter}");
  expect(screen.getByTestId<HTMLButtonElement>("composer-send").disabled).toBe(true);
  await userEvent.type(composer(), "One{Shift>}{Enter}{/Shift}two{Enter}");
  await userEvent.type(composer(), "Three");
  await userEvent.click(screen.getByTestId("composer-send"));
  expect(drawn.sent).toEqual([
    { kind: "say", text: "One\ntwo", apps: [] },
    { kind: "say", text: "Three", apps: [] },
  ]);
  expect(composer().value).toBe("");
});

test.each([
  ["while the input method composes", { isComposing: true }],
  ["as WebKit ends the composing", { keyCode: 229 }],
])("Enter takes a suggestion and sends nothing %s", async (_when, told) => {
  drawn.show({});
  await userEvent.type(composer(), "日本");
  const enter = createEvent.keyDown(composer(), { key: "Enter" });
  for (const [name, value] of Object.entries(told)) Object.defineProperty(enter, name, { value });
  fireEvent(composer(), enter);
  expect([drawn.sent, composer().value]).toEqual([[], "日本"]);
});

test("apps are chosen from the menu, stand before the text, and go out with the message", async () => {
  drawn.show({ apps: [KANBAN, WEATHER] });
  await choose("Weather");
  expect(document.activeElement).toBe(composer());
  await choose("Kanban board");
  await userEvent.click(screen.getByTestId("composer-add"));
  expect(menu()).toEqual([
    ["Kanban board", "true"],
    ["Weather", "true"],
  ]);
  await userEvent.keyboard("{Escape}");
  expect(mentions()).toEqual(["WWeather", "KKanban board"]);
  await userEvent.type(composer(), "Will it rain?{Enter}");
  expect(drawn.sent).toEqual([{ kind: "say", text: "Will it rain?", apps: ["weather", "kanban"] }]);
  expect(mentions()).toEqual([]);
});

test("an app is taken back by its button, by the menu, and by Backspace at the start", async () => {
  drawn.show({ apps: [KANBAN, WEATHER] });
  await choose("Weather");
  await userEvent.click(screen.getByRole("button", { name: "Remove Weather" }));
  await choose("Weather");
  await choose("Weather");
  expect(mentions()).toEqual([]);
  await choose("Kanban board");
  await choose("Weather");
  await userEvent.type(composer(), "a");
  await userEvent.keyboard("{Backspace}");
  expect(mentions()).toEqual(["KKanban board", "WWeather"]);
  await userEvent.keyboard("{Backspace}");
  expect(mentions()).toEqual(["KKanban board"]);
});

test("the menu is used by keys alone, and Esc leads back to its button", async () => {
  drawn.show({ apps: [KANBAN, WEATHER] });
  const button = screen.getByTestId("composer-add");
  button.focus();
  await userEvent.keyboard("{ArrowUp}");
  expect(document.activeElement?.textContent).toBe("WWeather");
  await userEvent.keyboard("{ArrowDown}{Escape}");
  expect([menu(), document.activeElement]).toEqual([[], button]);
  await userEvent.keyboard("{Enter}{Enter}");
  expect([menu(), mentions(), document.activeElement]).toEqual([[], ["KKanban board"], composer()]);
});

test("an app that is disabled meanwhile is mentioned no more; without any the menu says so", async () => {
  drawn.show({ apps: [KANBAN, WEATHER] });
  await choose("Weather");
  drawn.show({ apps: [] });
  await userEvent.type(composer(), "Hello{Enter}");
  expect(drawn.sent).toEqual([{ kind: "say", text: "Hello", apps: [] }]);
  await userEvent.click(screen.getByTestId("composer-add"));
  expect(screen.getByRole("menu", { name: "Apps" }).textContent).toBe(
    "No connector is enabled. Add one in the workbench.",
  );
});
