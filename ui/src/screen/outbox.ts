/**
 * What widgets say waits here until the host has ears for it. The host hears a batch at a time and says when it has
 * dealt with it, so a widget that says ten thousand things at once loses none of them and keeps nobody waiting: what
 * the person does on this page goes its own way, past all of this. A widget that never stops ends in one message that
 * says so, and the program stops the screen.
 */
import type { FromScreen, Said } from "../bindings";

/** Batches that the host has not dealt with yet: the second is there when the first is done. */
const MOST_UNDER_WAY = 2;
const LARGEST_BATCH = 256;
/** In characters. A message that is longer makes a batch of its own. */
const LONGEST_BATCH = 1024 * 1024;
/** Far more than a widget says that listens to the answers. */
export const MOST_WAITING = 100_000;
/** In characters: even as bytes, and within another text, less than the program takes at once. */
export const MOST_CHARACTERS = 32 * 1024 * 1024;

export class Outbox {
  readonly #send: (message: FromScreen) => void;
  #waiting: Said[] = [];
  #characters = 0;
  #underWay = 0;
  #isOverrun = false;

  constructor(send: (message: FromScreen) => void) {
    this.#send = send;
  }

  /** Sends it, or lets it wait for what is under way. */
  put(said: Said): void {
    if (this.#isOverrun) return;
    this.#waiting.push(said);
    this.#characters += said.text.length;
    if (this.#waiting.length > MOST_WAITING || this.#characters > MOST_CHARACTERS) this.#giveUp();
    else this.#sendMore();
  }

  /** The host has dealt with a batch. It may be one of an earlier load of this page. */
  heard(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
    this.#sendMore();
  }

  #sendMore(): void {
    while (this.#underWay < MOST_UNDER_WAY && this.#waiting.length > 0) {
      this.#underWay += 1;
      this.#send({ kind: "widgets", messages: this.#batch() });
    }
  }

  #batch(): Said[] {
    let count = 0;
    let characters = 0;
    for (const { text } of this.#waiting) {
      const isFull = count === LARGEST_BATCH || characters + text.length > LONGEST_BATCH;
      if (count > 0 && isFull) break;
      count += 1;
      characters += text.length;
    }
    this.#characters -= characters;
    return this.#waiting.splice(0, count);
  }

  #giveUp(): void {
    this.#isOverrun = true;
    this.#waiting = [];
    this.#send({ kind: "overrun" });
  }
}
