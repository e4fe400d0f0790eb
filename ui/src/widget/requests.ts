/** Requests to the host over the port, and the promises that its answers settle. */
import type { OpenaiRequest, ToOpenai } from "../bindings";
import { NativeError, NativePromise } from "./originals";

type Answer = Extract<ToOpenai, { kind: "result" | "error" }>;

/** What waits for the host's answer. `answered` runs when a result has come. */
export type Waiting = {
  resolve: (value: unknown) => void;
  reject: (reason: Error) => void;
  answered?: () => void;
};

export type Requests = ReturnType<typeof createRequests>;

export function createRequests(port: MessagePort) {
  const post: (request: OpenaiRequest) => void = port.postMessage.bind(port);
  // No prototype, so that nothing which the page puts on Object.prototype is found here.
  const pending: Record<number, Waiting> = Object.create(null);
  const methods: Record<string, true> = Object.create(null);
  let lastId = 0;

  /** Sends without waiting for an answer. */
  function tell(method: string, params: unknown[]): void {
    lastId += 1;
    methods[method] = true;
    post({ id: lastId, method, params });
  }

  function send(method: string, params: unknown[], waiting: Waiting): void {
    tell(method, params);
    pending[lastId] = waiting;
  }

  /** Sends what `read` returns; what it throws, and what the host refuses, rejects the promise. */
  function ask(method: string, read: () => unknown[], answered?: () => void): Promise<unknown> {
    return new NativePromise((resolve, reject) => {
      send(method, read(), answered ? { resolve, reject, answered } : { resolve, reject });
    });
  }

  function settle(answer: Answer): void {
    const waiting = pending[answer.id];
    if (!waiting) return;
    delete pending[answer.id];
    if (answer.kind === "error") {
      waiting.reject(new NativeError(answer.message));
    } else {
      waiting.resolve(answer.value);
      waiting.answered?.();
    }
  }

  /** Whether this was ever sent. */
  const sent = (method: string): boolean => methods[method] === true;

  return { tell, send, ask, settle, sent };
}
