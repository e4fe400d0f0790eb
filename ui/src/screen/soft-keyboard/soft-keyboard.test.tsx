/** When the keyboard of a touch screen comes and goes, what it is told, and what it tells. Where things stand needs a layout. */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { call, DESKTOP, FRAME, LYING, PHONE } from "../fixtures";
import { drawnScreen } from "../testing";
import { keyboardHeight } from "./heights";

const drawn = drawnScreen();
const { dataset, style } = document.documentElement;

beforeEach(() => {
  // As a browser does, it says once at the beginning what there is.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      readonly #told: () => void;
      constructor(told: () => void) {
        this.#told = told;
      }
      observe() {
        this.#told();
      }
      disconnect() {}
    },
  );
  return () => vi.unstubAllGlobals();
});

/** What the style sheet knows of the keyboard. */
function room(): (string | undefined)[] {
  return [dataset.keyboard, style.getPropertyValue("--keyboard-height")];
}

/** The widget's end of its port, as the script in its document sends it, and what it has heard there of the keyboard. */
function widgetPort(): { port: MessagePort; heard: unknown[] } {
  const iframe = screen.getByTestId<HTMLIFrameElement>("widget-frame");
  iframe.getBoundingClientRect = () => new DOMRect(0, 500, 393, 300);
  const { port1, port2 } = new MessageChannel();
  const data = { greenroom: "port", key: "known to the script alone", gestureMilliseconds: 5000 };
  const sent = Object.assign(new Event("message"), { source: iframe.contentWindow, data, ports: [port2] });
  window.dispatchEvent(sent);
  const heard: unknown[] = [];
  port1.onmessage = (event) => heard.push(event.data);
  return { port: port1, heard };
}

test.each([
  ["an iPhone", PHONE, 336],
  ["an iPhone that lies", LYING, 209],
  ["a Pixel", { ...PHONE, platform: "Linux armv81" }, 300],
  ["an iPad", { ...PHONE, platform: "iPad", width: 834, height: 1194 }, 400],
  ["a phone that is very low", { ...PHONE, height: 400 }, 240],
  ["a desktop", DESKTOP, null],
  ["a desktop that can be touched", { ...DESKTOP, touch: true }, null],
])("the keyboard of %s", (_what, device, height) => {
  expect(keyboardHeight(device)).toBe(height);
});

test("it comes with the focus of the composer, stays over its buttons, and goes with Done", async () => {
  drawn.show({ device: PHONE });
  expect(room()).toEqual([undefined, "0px"]);
  await userEvent.click(screen.getByTestId("composer"));
  expect(room()).toEqual(["up", "336px"]);
  await userEvent.type(screen.getByTestId("composer"), "Hello");
  await userEvent.click(screen.getByTestId("composer-send"));
  expect(room()).toEqual(["up", "336px"]);
  await userEvent.click(screen.getByRole("button", { name: "Put the keyboard away" }));
  await waitFor(() => expect(room()).toEqual([undefined, "0px"]));
  expect([screen.queryByTestId("keyboard"), document.activeElement]).toEqual([null, document.body]);
});

test("a desktop has none", async () => {
  drawn.show({});
  await userEvent.click(screen.getByTestId("composer"));
  expect([screen.queryByTestId("keyboard"), ...room()]).toEqual([null, undefined, "0px"]);
});

test("a field of a widget brings it, and the widget hears how much of it is covered", async () => {
  drawn.show({ device: PHONE, entries: [call({ widget: FRAME })] });
  const { port, heard } = widgetPort();
  vi.stubGlobal("innerHeight", 852);
  port.postMessage({ id: 1, method: "gesture", params: [] });
  port.postMessage({ id: 2, method: "field", params: [{ top: 100, bottom: 140 }] });
  await waitFor(() => expect(room()).toEqual(["up", "336px"]));
  const covered = { kind: "keyboard", cover: { overlap: 284, offset: 0 } };
  await waitFor(() => expect(heard).toEqual([covered]));

  await userEvent.click(screen.getByTestId("keyboard-done"));
  const free = { kind: "keyboard", cover: { overlap: 0, offset: 0 } };
  await waitFor(() => expect(heard).toEqual([covered, { kind: "dismissKeyboard" }, free]));
  expect([room(), drawn.sent]).toEqual([[undefined, "0px"], []]);
});

test.each([
  ["without the person's touch", [], { top: 100, bottom: 140 }],
  ["that is nowhere", [{ id: 1, method: "gesture", params: [] }], { top: "high", bottom: Number.NaN }],
])("a field %s brings no keyboard", async (_what, before, field) => {
  drawn.show({ device: PHONE, entries: [call({ widget: FRAME })] });
  const { port } = widgetPort();
  for (const message of before) port.postMessage(message);
  port.postMessage({ id: 2, method: "field", params: [field] });
  port.postMessage({ id: 3, method: "requestClose", params: [] });
  await waitFor(() => expect(drawn.sent.length).toBe(1));
  expect(screen.queryByTestId("keyboard")).toBeNull();
});

test("it goes with the widget that has the field", async () => {
  drawn.show({ device: PHONE, entries: [call({ widget: FRAME })] });
  const { port } = widgetPort();
  port.postMessage({ id: 1, method: "gesture", params: [] });
  port.postMessage({ id: 2, method: "field", params: [{ top: 100, bottom: 140 }] });
  await waitFor(() => expect(dataset.keyboard).toBe("up"));
  drawn.show({ device: PHONE, entries: [call({})] });
  await waitFor(() => expect(room()).toEqual([undefined, "0px"]));
});
