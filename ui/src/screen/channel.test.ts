/** The private channel: the secret is taken once, goes with every message, and pings need no component. */
import { expect, test, vi } from "vitest";
import type { ToScreen } from "../bindings";
import { type Incoming, openChannel, type Page } from "./channel";

type Opened = Page & { __greenroomReceive?: (messages: ToScreen[]) => void };

/** A window as the program prepares it: the secret can be taken once. */
function preparedPage() {
  const mail: unknown[] = [];
  const page = { ipc: { postMessage: (text: string) => mail.push(JSON.parse(text)) } } as unknown as Opened;
  let taken = 0;
  Object.defineProperty(page, "__greenroom", {
    configurable: true,
    get: () => {
      taken += 1;
      Reflect.deleteProperty(page, "__greenroom");
      return { secret: "s3cret" };
    },
  });
  return { page, mail, taken: () => taken };
}

test("the secret is taken once and goes with every message", () => {
  const { page, mail, taken } = preparedPage();
  const channel = openChannel(page);
  channel?.listen(() => {});
  channel?.send({ kind: "say", text: "Hello" });
  expect(taken()).toBe(1);
  expect(page.__greenroom).toBe(undefined);
  expect(mail).toEqual([
    { secret: "s3cret", message: { kind: "ready" } },
    { secret: "s3cret", message: { kind: "say", text: "Hello" } },
  ]);
});

test("what is replaced on the window later gets nothing", () => {
  const { page, mail } = preparedPage();
  const channel = openChannel(page);
  const stolen: string[] = [];
  page.ipc = { postMessage: (text) => stolen.push(text) };
  channel?.send({ kind: "ready" });
  expect(stolen).toEqual([]);
  expect(mail).toEqual([{ secret: "s3cret", message: { kind: "ready" } }]);
});

test("a ping is answered at once, everything else is handed on", () => {
  const { page, mail } = preparedPage();
  const received: Incoming[] = [];
  openChannel(page)?.listen((message) => received.push(message));
  const widget: ToScreen = { kind: "widget", instance: "w1", language: "apps", message: { jsonrpc: "2.0" } };
  page.__greenroomReceive?.([{ kind: "ping", number: 7 }, widget]);
  expect(mail.at(-1)).toEqual({ secret: "s3cret", message: { kind: "pong", number: 7 } });
  expect(received).toEqual([widget]);
});

test("a message that cannot be dealt with keeps none away that came with it", () => {
  const { page } = preparedPage();
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const broken = new Error("The view is broken.");
  const received: Incoming[] = [];
  openChannel(page)?.listen((message) => {
    if (received.push(message) === 1) throw broken;
  });
  page.__greenroomReceive?.([{ kind: "heard" }, { kind: "heard" }]);
  expect([received.length, said.mock.calls]).toEqual([2, [[broken]]]);
  said.mockRestore();
});

test("the receiver cannot be replaced", () => {
  const { page } = preparedPage();
  openChannel(page)?.listen(() => {});
  expect(Object.getOwnPropertyDescriptor(page, "__greenroomReceive")).toEqual({
    value: page.__greenroomReceive,
    writable: false,
    configurable: false,
    enumerable: false,
  });
});

test("without a secret or a mailbox there is no channel", () => {
  expect(openChannel({ ipc: { postMessage: () => {} } } as unknown as Page)).toBe(null);
  expect(openChannel({ __greenroom: { secret: "s3cret" } } as unknown as Page)).toBe(null);
});
