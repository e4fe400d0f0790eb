/** The end of the transcript stays in sight until the person, and nobody else, scrolls up. */
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Scroll } from "../bindings";
import { useNewestInSight } from "./newest-in-sight";

let grown: () => void;
let size: { scrollHeight: number; clientHeight: number };
let scrolledTo: number[];

beforeEach(() => {
  size = { scrollHeight: 1_000, clientHeight: 400 };
  scrolledTo = [];
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        grown = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
  return () => vi.unstubAllGlobals();
});

type Arrived = { newest: string | null; arrival: Scroll };

function Harness({ newest, arrival }: Arrived) {
  const { scroller, content, onScroll } = useNewestInSight(newest, arrival);
  return (
    <main ref={scroller} onScroll={onScroll}>
      <div ref={content} />
    </main>
  );
}

/** What the next thing in the transcript is, as it arrives. */
let arrive: (newest: string, arrival: Scroll) => void;

function open(): HTMLElement {
  const { rerender } = render(<Harness newest="first" arrival="stay" />);
  arrive = (newest, arrival) => rerender(<Harness newest={newest} arrival={arrival} />);
  const area = screen.getByRole("main");
  for (const side of ["scrollHeight", "clientHeight"] as const) {
    Object.defineProperty(area, side, { get: () => size[side] });
  }
  area.scrollTo = ((to: ScrollToOptions) => scrolledTo.push(to.top ?? 0)) as typeof area.scrollTo;
  scroll(area, 600);
  return area;
}

function scroll(area: HTMLElement, top: number): void {
  area.scrollTop = top;
  fireEvent.scroll(area);
}

test("what grows is followed until the person scrolls up, and again from the end", () => {
  const area = open();
  act(grown);
  expect(scrolledTo).toEqual([1_000]);
  scroll(area, 200);
  act(grown);
  expect(scrolledTo).toEqual([1_000]);
  scroll(area, 590);
  act(grown);
  expect(scrolledTo).toEqual([1_000, 1_000]);
});

test("a window of another size that moves the text is not the person", () => {
  const area = open();
  size = { scrollHeight: 1_400, clientHeight: 300 };
  scroll(area, 500);
  act(grown);
  expect(scrolledTo).toEqual([1_400]);
});

test("a message that wants the end brings it into sight wherever the person is", () => {
  const area = open();
  scroll(area, 200);
  arrive("second", "follow");
  expect(scrolledTo).toEqual([]);
  arrive("third", "toEnd");
  act(grown);
  expect(scrolledTo).toEqual([1_000, 1_000]);
});

test("a message that wants the person to stay moves nothing, however it grows", () => {
  open();
  arrive("second", "stay");
  size = { scrollHeight: 1_200, clientHeight: 400 };
  act(grown);
  expect(scrolledTo).toEqual([]);
  arrive("third", "toEnd");
  expect(scrolledTo).toEqual([1_200]);
});
