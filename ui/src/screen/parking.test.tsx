/** Which widgets may be parked. Whether the engine then spares them is its own business. */
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { call, FRAME, SAID } from "./fixtures";
import { drawnScreen } from "./testing";

const drawn = drawnScreen();

/** Brings what is observed last into sight. */
let see: () => void;

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
        callback([{ isIntersecting: false }]);
        see = () => act(() => callback([{ isIntersecting: true }]));
      }
      observe() {}
      disconnect() {}
    },
  );
  return () => vi.unstubAllGlobals();
});

function parkable(): string | undefined {
  return screen.getByTestId("widget-frame").closest<HTMLElement>(".widget-place")?.dataset.parkable;
}

test("a widget may be parked once it has been in sight, and a new document of it again only then", () => {
  drawn.show({ entries: [call({ widget: FRAME })] });
  expect(parkable()).toBe("false");
  see();
  expect(parkable()).toBe("true");
  drawn.show({ entries: [call({ widget: { ...FRAME, height: 500 } }), SAID] });
  expect(parkable()).toBe("true");
  drawn.show({ entries: [call({ widget: { ...FRAME, generation: 1 } })] });
  expect(parkable()).toBe("false");
});
