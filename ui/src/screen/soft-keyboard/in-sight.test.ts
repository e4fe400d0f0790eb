/** Where a field goes that a keyboard would hide. */
import { afterEach, expect, test } from "vitest";
import { allowBlankFrames } from "../blank-frames";
import { bringIntoSight, overlap } from "./in-sight";

allowBlankFrames(window);
afterEach(() => document.body.replaceChildren());

type Place = { top: number; height: number };

/** A widget in a transcript from 100 to 400 px, over a composer that begins at 408. */
function widget(place: Place, mode = "inline"): HTMLIFrameElement {
  document.body.innerHTML = `<main class="transcript"><div data-mode="${mode}"><iframe></iframe></div></main><i class="composer-pill"></i>`;
  const at = (selector: string, { top, height }: Place) => {
    const element = document.querySelector(selector) as HTMLElement;
    element.getBoundingClientRect = () => new DOMRect(0, top, 393, height);
    return element;
  };
  at(".transcript", { top: 100, height: 300 }).scrollTop = 50;
  at(".composer-pill", { top: 408, height: 52 });
  return at("iframe", place) as HTMLIFrameElement;
}

function scrolled(): number {
  return document.querySelector(".transcript")?.scrollTop ?? Number.NaN;
}

test.each([
  ["in sight, nothing moves", { top: 100, bottom: 140 }, 50],
  ["below the edge, the transcript goes on until it is not", { top: 250, bottom: 290 }, 106],
  ["higher than the room, its top is in sight", { top: 190, bottom: 700 }, 274],
])("of a field that is %s", (_what, place, expected) => {
  const iframe = widget({ top: 150, height: 800 });
  expect([bringIntoSight({ iframe, ...place }, 0, 336), scrolled()]).toEqual([0, expected]);
});

test("a field above the part that is shown brings the transcript back", () => {
  const iframe = widget({ top: 80, height: 800 });
  bringIntoSight({ iframe, top: 10, bottom: 50 }, 0, 336);
  expect(scrolled()).toBe(24);
});

test("a frame over the whole screen moves up instead, no further than the keyboard is high, and back again", () => {
  const iframe = widget({ top: 111, height: 741 }, "fullscreen");
  expect(bringIntoSight({ iframe, top: 400, bottom: 440 }, 0, 336)).toBe(159);
  expect(bringIntoSight({ iframe, top: 700, bottom: 740 }, 0, 336)).toBe(336);
  const moved = widget({ top: 11, height: 741 }, "fullscreen");
  expect(bringIntoSight({ iframe: moved, top: 100, bottom: 140 }, 100, 336)).toBe(0);
  expect(scrolled()).toBe(50);
});

test("a keyboard covers what of a frame is below its upper edge", () => {
  const edge = innerHeight - 336;
  expect(
    [0, 100, 400].map((below) => overlap(widget({ top: edge - 200 + below, height: 200 }), 336, 0)),
  ).toEqual([0, 100, 200]);
});
