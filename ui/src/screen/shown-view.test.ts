/** What the components see of views that follow each other. */
import { expect, test } from "vitest";
import type { ScreenView } from "../bindings";
import { call, FRAME, SAID, view } from "./fixtures";
import { createShownView } from "./shown-view";

const EMPTY = view({});
const VIEW_OF_TWO = view({ entries: [SAID, call({ widget: FRAME })] });

/** As it comes from the host: with nothing that was there before. */
function received(view: ScreenView): ScreenView {
  return structuredClone(view);
}

function follow(first: ScreenView, second: ScreenView): [ScreenView, ScreenView] {
  const shown = createShownView();
  shown.show(received(first));
  const before = shown.read() as ScreenView;
  shown.show(received(second));
  return [before, shown.read() as ScreenView];
}

test("a view that says nothing new is the one that is shown already", () => {
  const [before, after] = follow(VIEW_OF_TWO, VIEW_OF_TWO);
  expect(after).toBe(before);
});

test("a widget that changes its mode is new, and all around it stays what it was", () => {
  const second = {
    ...VIEW_OF_TWO,
    entries: [SAID, call({ widget: { ...FRAME, mode: "fullscreen" as const } })],
  };
  const [before, after] = follow(VIEW_OF_TWO, second);
  expect(after).toEqual(second);
  expect(after.entries[1]).not.toBe(before.entries[1]);
  expect(after.entries[0]).toBe(before.entries[0]);
  expect(after.device).toBe(before.device);
  expect(after.apps).toBe(before.apps);
});

test("what goes is gone, and what comes is there", () => {
  for (const entries of [[], [SAID], [SAID, call({ widget: FRAME }), { ...SAID, id: "third" }]]) {
    const [before, after] = follow(VIEW_OF_TWO, { ...VIEW_OF_TWO, entries });
    expect(after).toEqual({ ...VIEW_OF_TWO, entries });
    expect(after.entries).not.toBe(before.entries);
  }
  const [, without] = follow(VIEW_OF_TWO, { ...VIEW_OF_TWO, entries: [SAID, call({ widget: null })] });
  expect(without.entries).toEqual([SAID, call({ widget: null })]);
});

test("who listens is told of each view until they no longer listen", () => {
  const shown = createShownView();
  const told: (ScreenView | null)[] = [];
  const stop = shown.subscribe(() => told.push(shown.read()));
  shown.show(EMPTY);
  stop();
  shown.show(VIEW_OF_TWO);
  expect(told).toEqual([EMPTY]);
});
