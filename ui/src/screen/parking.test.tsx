/** Which widgets are parked. Whether the engine then spares them is its own business. */
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { call, FRAME, SAID } from "./fixtures";
import { drawnScreen } from "./testing";

const drawn = drawnScreen();

/** Brings what is observed last near to sight, or far from it. */
let scroll: (isIntersecting: boolean) => void;

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
        callback([{ isIntersecting: false }]);
        scroll = (isIntersecting) => act(() => callback([{ isIntersecting }]));
      }
      observe() {}
      disconnect() {}
    },
  );
  return () => vi.unstubAllGlobals();
});

function parked(): string | undefined {
  return screen.getByTestId("widget-frame").closest<HTMLElement>(".widget-place")?.dataset.parked;
}

test("a widget is parked when it leaves the neighbourhood of what is in sight, and no longer when it is back", () => {
  drawn.show({ entries: [call({ widget: FRAME })] });
  expect(parked()).toBe("false");
  scroll(true);
  expect(parked()).toBe("false");
  scroll(false);
  expect(parked()).toBe("true");
  drawn.show({ entries: [call({ widget: { ...FRAME, height: 500 } }), SAID] });
  expect(parked()).toBe("true");
  scroll(true);
  expect(parked()).toBe("false");
});

test("a new document of a parked widget is not, until it has been near itself", () => {
  drawn.show({ entries: [call({ widget: FRAME })] });
  scroll(true);
  scroll(false);
  drawn.show({ entries: [call({ widget: { ...FRAME, generation: 1 } })] });
  expect(parked()).toBe("false");
  scroll(false);
  expect(parked()).toBe("false");
  scroll(true);
  scroll(false);
  expect(parked()).toBe("true");
});
