/** The console of a widget: every entry with its place, found by level and text. */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ConsoleEntry } from "../../../bindings";
import { preciseTime } from "../../../parts/elapsed";
import { consoleEntry, widgetReport } from "../../fixtures/widgets";
import { texts } from "../../testing";
import { mountTab } from "../mount-tab";

// There is no layout here: the list is 600 pixels high.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(46);
});

const AT = consoleEntry().at;
const uncaught = consoleEntry({
  at: AT + 1,
  level: "error",
  origin: "uncaught",
  text: "TypeError: card is undefined",
  position: { url: "https://static.example.com/app.js", line: 1, column: 204 },
  stack: "draw@app.js:1:204",
});
const rejected = consoleEntry({
  at: AT + 1,
  level: "error",
  origin: "rejection",
  text: "Load failed",
  position: { url: "", line: 12, column: 5 },
});
const time = (at: number) => preciseTime(at).join("");

async function mountConsole(entries: () => ConsoleEntry[]) {
  const mounted = await mountTab({
    widgets: () => [widgetReport()],
    widgetConsole: (instance) => (instance === "w1" ? entries() : []),
  });
  await mounted.click("widget-part-console");
  return mounted;
}

test("an empty console says what will appear in it", async () => {
  await mountConsole(() => []);
  expect((await screen.findByTestId("console-empty")).textContent).toMatch(/^Nothing so far\./);
});

test("what was too much to keep is counted", async () => {
  const { click } = await mountTab({
    widgets: () => [widgetReport({ leftOut: { console: 12_000, requests: 0 } })],
    widgetConsole: () => [consoleEntry()],
  });
  await click("widget-part-console");
  expect((await screen.findByTestId("widget-left-out")).textContent).toBe(
    "There were too many entries of the console to keep: 12,000 are left out, the oldest first.",
  );
});

test("entries are listed oldest first, with their places, and errors are counted", async () => {
  const entries = [consoleEntry(), uncaught, rejected, consoleEntry({ at: AT + 2, text: "a\u202eb" })];
  await mountConsole(() => entries);
  await screen.findAllByTestId("console-entry");
  expect(texts("console-entry")).toEqual([
    `${time(AT)}logDrawn`,
    `${time(AT + 1)}uncaught errorapp.js:1:204TypeError: card is undefinedStack`,
    `${time(AT + 1)}unhandled rejectionline 12:5Load failed`,
    `${time(AT + 2)}loga\\u{202e}b`,
  ]);
  expect(texts("widget-part-console")).toEqual(["Console 2"]);
});

test("a stack and a long text unfold, and stay so when more is logged", async () => {
  let entries = [uncaught, consoleEntry({ text: "x".repeat(2_000) })];
  const { backend, user } = await mountConsole(() => entries);
  const [thrown, long] = await screen.findAllByTestId("console-entry");
  if (!thrown || !long) throw new Error("The entries are not there.");
  await user.click(within(thrown).getByTestId("console-more"));
  expect(texts("console-stack")).toEqual(["draw@app.js:1:204"]);
  expect(long.textContent).toContain(`${"x".repeat(240)}…`);
  await user.click(within(long).getByTestId("console-more"));
  expect(long.textContent).toContain("x".repeat(2_000));
  entries = [...entries, consoleEntry({ text: "More" })];
  backend.emit({ kind: "widgets", call: "k1" });
  await waitFor(() => expect(screen.getAllByTestId("console-entry")).toHaveLength(3));
  expect(texts("console-stack")).toEqual(["draw@app.js:1:204"]);
});

test("level and text narrow the list, and what does not fit is said", async () => {
  const entries = [consoleEntry(), consoleEntry({ level: "warn", text: "Slow" }), uncaught];
  const { type, user } = await mountConsole(() => entries);
  const said = () => screen.getAllByTestId("console-entry").map(({ dataset }) => dataset.level);
  await screen.findByTestId("console");
  await user.selectOptions(screen.getByTestId("console-level"), "grave");
  expect(said()).toEqual(["warn", "error"]);
  await type("console-search", "DRAW@");
  expect(said()).toEqual(["error"]);
  await type("console-search", " nothing");
  expect(texts("console-empty")).toEqual(["None of its 3 entries fits."]);
});

test("all that is shown is copied as text", async () => {
  const { user } = await mountConsole(() => [uncaught, rejected]);
  await user.click(await screen.findByRole("button", { name: "Copy all that is shown" }));
  expect(await navigator.clipboard.readText()).toBe(
    `${time(AT + 1)} uncaught error: TypeError: card is undefined (app.js:1:204)\ndraw@app.js:1:204\n` +
      `${time(AT + 1)} unhandled rejection: Load failed (line 12:5)`,
  );
});

test("of 1,000 entries only those in sight are drawn, and the newest are, until one scrolls up", async () => {
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(46_000);
  const entries = Array.from({ length: 1_000 }, (_, index) => consoleEntry({ text: `Entry ${index}` }));
  await mountConsole(() => entries);
  const list = await screen.findByTestId("console");
  await waitFor(() => expect(list.scrollTop).toBe(46_000));
  expect(screen.getAllByTestId("console-entry").length).toBeLessThan(60);
  expect(screen.queryByTestId("to-newest")).toBeNull();
  list.scrollTop = 4_600;
  fireEvent.scroll(list);
  fireEvent.click(await screen.findByTestId("to-newest"));
  await waitFor(() => expect(list.scrollTop).toBe(46_000));
});
