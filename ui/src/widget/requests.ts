/** Requests to the host over the port, and the promises that its answers settle. */
import type { OpenaiRequest, ToOpenai } from "../bindings";
import { jsonCopy } from "./arguments";
import { NativeError, NativePromise } from "./originals";

type Pending = { resolve: (value: unknown) => void; reject: (reason: Error) => void; answered?: () => void };
type Answer = Exclude<ToOpenai, { kind: "globals" }>;

export type Requests = ReturnType<typeof createRequests>;

export function createRequests(port: MessagePort) {
  const post: (request: OpenaiRequest) => void = port.postMessage.bind(port);
  // No prototype, so that nothing which the page puts on Object.prototype is found here.
  const pending: Record<number, Pending> = Object.create(null);
  const methods: Record<string, true> = Object.create(null);
  let lastId = 0;

  /** Sends without waiting for an answer. */
  function tell(method: string, params: unknown[]): void {
    lastId += 1;
    methods[method] = true;
    post({ id: lastId, method, params });
  }

  /**
   * Sends what `read` returns; what it throws, and what the host refuses, rejects the promise.
   * `answered` runs when a result has come.
   */
  function ask(method: string, read: () => unknown[], answered?: () => void): Promise<unknown> {
    return new NativePromise((resolve, reject) => {
      tell(method, jsonCopy(method, read()) as unknown[]);
      pending[lastId] = answered ? { resolve, reject, answered } : { resolve, reject };
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

  return { tell, ask, settle, sent };
}
