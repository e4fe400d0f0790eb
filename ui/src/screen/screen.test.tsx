/** What a screen draws for each view, and what its controls answer. */
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ScreenView } from "../bindings";
import {
  APPROVAL,
  call,
  FOLLOW_UP,
  FRAME,
  KANBAN,
  LYING,
  MENTIONING,
  PHONE,
  REPLIED,
  SAID,
  view,
} from "./fixtures";
import { drawnScreen } from "./testing";

const drawn = drawnScreen();
const { show } = drawn;

/** The text of the transcript, a line for each entry. */
function transcript(): (string | null)[] {
  return within(screen.getByRole("main"))
    .queryAllByRole("article")
    .map((entry) => entry.textContent);
}

function frame(): HTMLIFrameElement {
  return screen.getByTestId("widget-frame");
}

test("an empty conversation says what to do", () => {
  show({});
  expect(screen.getByRole("main").textContent).toBe(
    "Pick a tool in the workbench and run it: its widget appears here.",
  );
  expect(screen.getByRole("banner").textContent).toBe("Greenroom");
  expect(screen.getByRole("textbox", { name: "Message" })).toBe(screen.getByTestId("composer"));
});

test("a desktop has a sidebar that says Greenroom and holds nothing to use; a phone has none", () => {
  show({});
  const sidebar = document.querySelector(".sidebar");
  expect([sidebar?.textContent, sidebar?.getAttribute("aria-hidden")]).toEqual([
    "GreenroomNew chatProjectsTasksLibraryPluginsAgents",
    "true",
  ]);
  expect(sidebar?.querySelectorAll("a, button, input, [tabindex]").length).toBe(0);
  show({ device: PHONE });
  expect(document.querySelector(".sidebar")).toBeNull();
});

test("the device and the theme reach the style sheet", () => {
  show({ device: PHONE, theme: "dark" });
  const { dataset, style } = document.documentElement;
  expect({ ...dataset }).toEqual({ theme: "dark", form: "phone", cutout: "island", touch: "true" });
  expect([style.getPropertyValue("--safe-top"), style.getPropertyValue("--safe-bottom")]).toEqual([
    "59px",
    "34px",
  ]);
});

test("a phone that lies keeps its sides free, and has no cutout at its top", () => {
  show({ device: LYING });
  const { dataset, style } = document.documentElement;
  expect({ ...dataset }).toEqual({ theme: "light", form: "phone", cutout: "none", touch: "true" });
  expect(["top", "right", "bottom", "left"].map((side) => style.getPropertyValue(`--safe-${side}`))).toEqual([
    "0px",
    "59px",
    "21px",
    "59px",
  ]);
});

test("what is not the call's own says so beside its state", () => {
  show({ entries: [call({ standIn: "Fixture “Two cards” · Edited" })] });
  expect(screen.getByTestId("stand-in").textContent).toBe("Fixture “Two cards” · Edited");
  show({ entries: [call({})] });
  expect(screen.queryByTestId("stand-in")).toBeNull();
});

test("entries are drawn in their order: messages, follow-ups of widgets, calls", () => {
  show({
    entries: [
      SAID,
      call({ id: "c1", text: "Three cards." }),
      FOLLOW_UP,
      call({ id: "c2", state: "running", status: "Reading board…" }),
    ],
  });
  expect(transcript()).toEqual([
    "Show me the board for the launch.",
    "KKanban boardBoard readyThree cards.",
    "Summarise the board.sent by Kanban board",
    "KKanban boardReading board…",
  ]);
  const running = screen.getByRole("article", { name: "Kanban board: Reading board…" });
  expect(within(running).getByRole("status").dataset.running).toBe("true");
});

test("what the person says in the model's place stands on the page, in no bubble", () => {
  show({ entries: [MENTIONING, REPLIED] });
  expect(screen.getByRole("article", { name: "You said" }).textContent).toBe(
    "KKanban boardWWeatherWill it rain on the launch?",
  );
  const reply = screen.getByRole("article", { name: "The model said" });
  expect([reply.textContent, reply.querySelector(".bubble")]).toEqual([
    "Two cards are late.\nShall I move them?",
    null,
  ]);
});

test("a message that waits for the model says whose turn it is, and only then", () => {
  show({ entries: [SAID, FOLLOW_UP], awaitsModel: true });
  expect(screen.getByTestId("awaits-model").textContent).toBe(
    "You play the model: choose a tool in the workbench.",
  );
  show({ entries: [SAID, FOLLOW_UP, REPLIED] });
  expect(screen.queryByTestId("awaits-model")).toBeNull();
});

test("calls that went wrong raise an alert, a denial does not", () => {
  const ended = (id: string, state: "toolError" | "failed" | "timedOut" | "denied", text: string) =>
    call({ id, state, status: state, text });
  show({
    entries: [
      ended("c1", "toolError", "No such column."),
      ended("c2", "failed", ""),
      ended("c3", "timedOut", "No answer came within 60 seconds."),
      ended("c4", "denied", "You did not allow this call."),
    ],
  });
  const lines = (alert: HTMLElement) => [...alert.querySelectorAll("p")].map((line) => line.textContent);
  expect(screen.getAllByRole("alert").map(lines)).toEqual([
    ["Kanban board answered with an error.", "No such column."],
    ["The call to Kanban board failed."],
    ["Kanban board took too long to answer.", "No answer came within 60 seconds."],
  ]);
  expect(transcript().at(-1)).toBe("KKanban boarddeniedYou did not allow this call.");
  show({ entries: [call({ state: "toolError", status: "Error", widget: FRAME })] });
  expect(screen.queryByRole("alert")).toBeNull();
});

test.each([
  ["an error of the tool, for which the widget has drawn something", "toolError", 220, [false, true]],
  ["an error of the tool, for which the widget has drawn nothing", "toolError", 16, [true, true]],
  ["an error of the tool, before the widget has loaded", "toolError", null, [true, true]],
  ["a call that brought no result, whatever the widget drew meanwhile", "failed", 220, [true, true]],
  ["a call without an answer in time", "timedOut", null, [true, true]],
  ["a call that was denied", "denied", null, [false, false]],
] as const)("an error stands in place of an empty widget: %s", (_case, state, height, expected) => {
  show({ entries: [call({ state, text: "No such column.", widget: { ...FRAME, height } })] });
  const hidden = () => frame().closest<HTMLElement>(".widget-place")?.dataset.hidden === "true";
  expect([hidden(), screen.queryByRole("alert") !== null]).toEqual(expected);
  show({
    entries: [call({ state, text: "No such column.", widget: { ...FRAME, height, mode: "fullscreen" } })],
  });
  expect(hidden()).toBe(false);
});

test("a widget that plays an error shows it itself, unless it draws nothing", () => {
  const playing = (height: number | null) =>
    call({ state: "timedOut", standIn: "Scenario “Timeout”", widget: { ...FRAME, height } });
  show({ entries: [playing(220)] });
  const shown = frame();
  expect(screen.queryByRole("alert")).toBeNull();
  show({ entries: [playing(null)] });
  expect([screen.getByRole("alert").textContent, frame()]).toEqual([
    "Kanban board took too long to answer.",
    shown,
  ]);
});

test("an endless text is cut and says where the rest is", () => {
  show({ entries: [call({ text: "x".repeat(21_500) })] });
  const text = screen.getByRole("article").querySelector(".call-text")?.textContent ?? "";
  expect(text.slice(19_998)).toBe("xx… (1,500 more characters: see the call in the workbench)");
});

test("a widget stands in a frame with the attributes that the host gave", () => {
  show({ entries: [call({ widget: FRAME })] });
  const attributes = Object.fromEntries([...frame().attributes].map(({ name, value }) => [name, value]));
  expect(attributes).toEqual({
    class: "widget-frame",
    "data-testid": "widget-frame",
    "data-instance": "w1",
    title: "Widget of Kanban board",
    sandbox: "allow-scripts",
    allow: "clipboard-write",
    src: "about:blank",
  });
});

test.each([
  ["reported", 321.5, "321.5px"],
  ["not reported yet", null, "120px"],
  ["nonsense", -4, "120px"],
])("the height of a widget is %s", (_case, height, expected) => {
  show({ entries: [call({ widget: { ...FRAME, height } })] });
  const place = frame().closest<HTMLElement>(".widget-place");
  expect(place?.style.getPropertyValue("--wanted-height")).toBe(expected);
});

test("a frame stays the same element, in the same place, through modes, heights and new entries", () => {
  show({ entries: [call({ widget: FRAME })] });
  const first = frame();
  const parent = first.parentElement;
  const moved: Node[] = [];
  const watching = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) moved.push(...addedNodes, ...removedNodes);
  });
  watching.observe(document.body, { childList: true, subtree: true });
  for (const mode of ["fullscreen", "pip", "inline"] as const) {
    show({
      theme: "dark",
      entries: [SAID, call({ status: mode, widget: { ...FRAME, mode, height: 500 } }), FOLLOW_UP],
      approvals: [APPROVAL],
    });
    expect([frame(), frame().parentElement]).toEqual([first, parent]);
  }
  for (const record of watching.takeRecords()) moved.push(...record.addedNodes, ...record.removedNodes);
  expect(moved.filter((node) => node.contains(first))).toEqual([]);
  watching.disconnect();
});

test("a new instance gets a new frame", () => {
  show({ entries: [call({ widget: FRAME })] });
  const first = frame();
  show({ entries: [call({ widget: { ...FRAME, instance: "w2" } })] });
  expect(frame()).not.toBe(first);
  expect(frame().dataset.instance).toBe("w2");
});

test("fullscreen and floating widgets can be closed", async () => {
  show({ entries: [call({ widget: { ...FRAME, mode: "fullscreen" } })] });
  await userEvent.click(screen.getByTestId("fullscreen-close"));
  show({ entries: [call({ widget: { ...FRAME, mode: "pip" } })] });
  await userEvent.click(screen.getByRole("button", { name: "Close Kanban board" }));
  expect(drawn.sent).toEqual([
    { kind: "mode", instance: "w1", mode: "inline" },
    { kind: "mode", instance: "w1", mode: "inline" },
  ]);
});

test("keys alone reach every control, in the order of the screen", async () => {
  show({
    apps: [KANBAN],
    entries: [call({ widget: { ...FRAME, mode: "fullscreen", openInApp: true } })],
  });
  await userEvent.click(screen.getByTestId("composer-add"));
  await userEvent.click(screen.getByTestId("composer-app"));
  await userEvent.type(screen.getByTestId("composer"), "Hello");
  (document.activeElement as HTMLElement).blur();
  const reached: (string | null | undefined)[] = [];
  for (let step = 0; step < 6; step += 1) {
    await userEvent.tab();
    const { activeElement } = document;
    reached.push(activeElement?.getAttribute("aria-label") ?? activeElement?.textContent);
  }
  expect(reached).toEqual([
    "Close Kanban board",
    "Open in Kanban board",
    "Choose apps",
    "Remove Kanban board",
    "Message",
    "Send",
  ]);
  show({ entries: [SAID] });
  screen.getByTestId("composer-add").focus();
  await userEvent.tab({ shift: true });
  expect(document.activeElement).toBe(screen.getByRole("main", { name: "Conversation" }));
});

test("a line in the header goes with questions of the host's own, and with nothing else", () => {
  show({ entries: [call({ widget: { ...FRAME, mode: "fullscreen" } })] });
  expect(screen.queryByTestId("host-asks")).toBeNull();
  show({ approvals: [APPROVAL] });
  const line = screen.getByTestId("host-asks");
  expect([line.textContent, line.dataset.over]).toEqual(["Greenroom asks, not a widget", "false"]);
});

test("a prompt lies over a fullscreen widget, and in the transcript otherwise", () => {
  show({ entries: [call({ widget: { ...FRAME, mode: "fullscreen" } })], approvals: [APPROVAL] });
  const dialog = screen.getByRole("dialog", { name: "Allow ChatGPT to use Kanban board?" });
  expect(dialog.closest<HTMLElement>(".prompt")?.dataset.over).toBe("true");
  show({ entries: [call({ widget: FRAME })], approvals: [APPROVAL] });
  const group = screen.getByRole("group", { name: "Allow ChatGPT to use Kanban board?" });
  expect(group.closest<HTMLElement>(".prompt")?.dataset.over).toBe("false");
  expect(frame().compareDocumentPosition(group) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("a view that cannot be drawn leaves a sentence, and a later view can be drawn again", async () => {
  const silenced = console.error;
  console.error = () => {};
  act(() => drawn.shown.show({ ...view({}), entries: null } as unknown as ScreenView));
  console.error = silenced;
  expect(screen.getByRole("alert").textContent).toContain("This screen could not be drawn: ");
  act(() => drawn.shown.show(view({ entries: [SAID] })));
  await userEvent.click(screen.getByRole("button", { name: "Draw it again" }));
  expect(transcript()).toEqual(["Show me the board for the launch."]);
});
