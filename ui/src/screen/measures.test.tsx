/** The table of measures is about things that a screen draws; whether they hold is for a test with a layout. */
import { expect, test } from "vitest";
import { call, FRAME, PHONE, SAID } from "./fixtures";
import { measureScreen, TABLE } from "./measures";
import { drawnScreen } from "./testing";

const drawn = drawnScreen();

test("every measure is of something that a screen draws", () => {
  const missed = new Set(TABLE.map(({ selector }) => selector));
  for (const mode of ["inline", "pip", "fullscreen"] as const) {
    for (const device of [PHONE, undefined]) {
      const entries = [SAID, call({ widget: { ...FRAME, mode } })];
      drawn.show(device ? { device, entries } : { entries });
      for (const selector of missed) if (document.querySelector(selector)) missed.delete(selector);
    }
  }
  expect([...missed]).toEqual([]);
});

test("a measure says what was expected, from where, and what is there", () => {
  drawn.show({ device: PHONE, entries: [SAID] });
  const bubble = document.querySelector(".bubble") as HTMLElement;
  bubble.getClientRects = () => [new DOMRect()] as unknown as DOMRectList;
  bubble.style.borderTopLeftRadius = "22px";
  bubble.style.paddingTop = "8px";
  const rows = measureScreen(document).filter(({ selector }) => selector === ".bubble");
  expect(rows.slice(0, 2)).toEqual([
    {
      what: "Bubble, its radius",
      selector: ".bubble",
      expected: 22,
      actual: 22,
      source: "observed: skybridge's shell, August 2026; observed: sunpeak's shell, May to July 2026",
      holds: true,
    },
    {
      what: "Its padding above",
      selector: ".bubble",
      expected: 10,
      actual: 8,
      source: "observed: sunpeak's shell, May to July 2026",
      holds: false,
    },
  ]);
});
