/** Nothing is lost and nothing overtakes, the host is never given more than it can hear, and there is an end. */
import { expect, test } from "vitest";
import type { FromScreen, Said } from "../bindings";
import { MOST_CHARACTERS, MOST_WAITING, Outbox } from "./outbox";

function said(number: number, text = `{"id":${number}}`): Said {
  return { instance: `w${number % 3}`, generation: 0, gesture: false, language: "apps", text };
}

/** An outbox and what it has sent. */
function opened() {
  const sent: FromScreen[] = [];
  const outbox = new Outbox((message) => sent.push(message));
  const batches = () => sent.map((message) => (message.kind === "widgets" ? message.messages : message.kind));
  return { outbox, batches };
}

test("what a widget says now and then goes at once", () => {
  const { outbox, batches } = opened();
  outbox.put(said(1));
  expect(batches()).toEqual([[said(1)]]);
  outbox.heard();
  outbox.put(said(2));
  outbox.put(said(3));
  expect(batches()).toEqual([[said(1)], [said(2)], [said(3)]]);
});

test("of ten thousand messages at once none is lost, none overtakes, and two batches at most are under way", () => {
  const { outbox, batches } = opened();
  const all = Array.from({ length: 10_000 }, (_, number) => said(number));
  for (const one of all) outbox.put(one);
  expect(batches()).toEqual([[all[0]], [all[1]]]);

  for (let heard = 1; batches().flat().length < all.length; heard += 1) {
    outbox.heard();
    expect(batches().length).toBe(2 + heard);
  }
  expect(batches().flat()).toEqual(all);
  // Far fewer than the messages: each costs the program's main thread some time.
  expect(batches().length).toBeLessThan(50);
});

test("a batch is short, unless a single message is long", () => {
  const { outbox, batches } = opened();
  const long = (number: number) => said(number, "x".repeat(600 * 1024));
  const longer = said(9, "x".repeat(3 * 1024 * 1024));
  for (const one of [said(0), said(1), long(2), said(3), long(4), longer, said(5)]) outbox.put(one);
  for (let batch = 0; batch < 4; batch += 1) outbox.heard();
  expect(batches()).toEqual([[said(0)], [said(1)], [long(2), said(3)], [long(4)], [longer], [said(5)]]);
});

test("a batch of an earlier load that is heard gives no more room than there is", () => {
  const { outbox, batches } = opened();
  outbox.heard();
  outbox.heard();
  for (const number of [1, 2, 3]) outbox.put(said(number));
  expect(batches()).toEqual([[said(1)], [said(2)]]);
});

test("a widget that never stops is given up, once and for all", () => {
  const { outbox, batches } = opened();
  for (let number = 0; number < MOST_WAITING + 10; number += 1) outbox.put(said(number));
  outbox.heard();
  outbox.put(said(1));
  expect(batches().map((batch) => (Array.isArray(batch) ? batch.length : batch))).toEqual([1, 1, "overrun"]);
});

test("so is one whose messages are too long to be kept", () => {
  const { outbox, batches } = opened();
  const half = "x".repeat(MOST_CHARACTERS / 2);
  for (const number of [1, 2, 3, 4, 5]) outbox.put(said(number, half));
  expect(batches().at(-1)).toBe("overrun");
  const whole = opened();
  whole.outbox.put(said(1, `${half}${half}!`));
  expect(whole.batches()).toEqual(["overrun"]);
});
