/**
 * Whose port it is, when a frame loads another document: that of our script in the new one, or one that the old
 * document sent as it went, with a key that the author's script kept for later. Only a document that is there can
 * answer, so each port is asked; our script's comes before any other that the new document sends.
 */
import type { Json } from "../bindings";

/** A port, and what came with it. */
export type Claim = { port: MessagePort; key: string; lasts: number };

type Asked = Claim & {
  question: string;
  answers: number;
  /** What the script has said meanwhile. */
  heard: Json[];
};

/** More than a document sends by mistake. The rest would have come from its author. */
const MOST = 8;
/** By then every port before it would have answered once, if anybody were there. */
const ANSWERS_OF_A_LATER_ONE = 2;

export class PortClaims {
  #asked: Asked[] = [];
  readonly #settle: (claim: Claim, heard: Json[]) => void;

  /** `settle` is told once whose port it is, and what was said over it until then. */
  constructor(settle: (claim: Claim, heard: Json[]) => void) {
    this.#settle = settle;
  }

  add(claim: Claim): void {
    if (this.#asked.length === MOST) {
      claim.port.close();
      return;
    }
    const asked: Asked = { ...claim, question: "", answers: 0, heard: [] };
    this.#asked.push(asked);
    claim.port.onmessage = ({ data }) => this.#hear(asked, data);
    ask(asked);
  }

  /** The document that sent this key goes before it was known whose port it has. */
  withdraw(key: unknown): void {
    const gone = this.#asked.find((asked) => asked.key === key);
    gone?.port.close();
    this.#asked = this.#asked.filter((asked) => asked !== gone);
  }

  /** None of them is wanted any more. */
  close(): void {
    for (const { port } of this.#asked.splice(0)) port.close();
  }

  #hear(asked: Asked, data: Json): void {
    const message = data as { method?: unknown; params?: unknown[] } | null;
    if (message?.method !== "here") {
      asked.heard.push(data);
      return;
    }
    if (message.params?.[0] !== asked.question) return;
    asked.answers += 1;
    if (asked !== this.#asked[0] && asked.answers < ANSWERS_OF_A_LATER_ONE) ask(asked);
    else this.#choose(this.#asked.find(({ answers }) => answers > 0) ?? asked);
  }

  #choose({ port, key, lasts, heard }: Asked): void {
    this.#asked = this.#asked.filter((other) => other.port !== port);
    this.close();
    this.#settle({ port, key, lasts }, heard);
  }
}

function ask(asked: Asked): void {
  asked.question = [...crypto.getRandomValues(new Uint32Array(4))].join("-");
  asked.port.postMessage({ kind: "here", question: asked.question });
}
