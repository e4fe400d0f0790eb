/** What is asked for with `XMLHttpRequest`. */
import { after, attempt, defineProperty, deleteProperty, dispatchTo, of, on, reader } from "../originals";
import type { Network } from "./conditions";
import { absolute, type Exchange, type Exchanges } from "./exchanges";
import { LOAD_FAILED, messageOf } from "./fetch";
import { mimeTypeOf } from "./headers";
import { global, wrapConstructor, wrapMethod } from "./wrapping";

/** Of `readyState`. */
const DONE = 4;

/** What is known of a request object of the page's, from one `open` to the next. */
type State = {
  method: string;
  url: string;
  isAsync: boolean;
  exchange: Exchange | null;
  /** Calls off what waits. */
  callOff: (() => void) | null;
  /** It has ended without the engine: what the page reads of it is ours. */
  isOurs: boolean;
};

export function recordXhr(exchanges: Exchanges, network: Network): void {
  if (!global("XMLHttpRequest")) return;
  const { prototype } = XMLHttpRequest;
  const NativeEvent = Event;
  const NativeProgressEvent = ProgressEvent;
  const NativeException = DOMException;
  const statusOf = reader(XMLHttpRequest, "status");
  const headerOf = of(prototype.getResponseHeader);
  const loadedOf = reader(ProgressEvent, "loaded");
  const states = new WeakMap<object, State>();
  const stateOf = of(WeakMap.prototype.get).bind(null, states) as (xhr: unknown) => State | undefined;
  const keepState = of(WeakMap.prototype.set).bind(null, states) as (xhr: unknown, state: State) => void;

  // Before any listener of the page's, and however it is made.
  wrapConstructor("XMLHttpRequest", (args, make) => {
    const xhr = make(args) as XMLHttpRequest;
    attempt(() => listen(xhr));
    return xhr;
  });

  function listen(xhr: XMLHttpRequest): void {
    const end = (outcome: "failed" | "aborted", detail: string) => () =>
      stateOf(xhr)?.exchange?.end(outcome, { detail });
    on(xhr, "error", end("failed", LOAD_FAILED));
    on(xhr, "timeout", end("failed", "Timed out"));
    on(xhr, "abort", end("aborted", ""));
    on(xhr, "load", (event: ProgressEvent) => done(xhr, loadedOf(event)));
  }

  function done(xhr: XMLHttpRequest, bytes: number | null): void {
    stateOf(xhr)?.exchange?.end("done", {
      status: statusOf(xhr) || null,
      mimeType: mimeTypeOf(headerOf(xhr, "content-type")),
      bytes,
    });
  }

  wrapMethod(prototype, "open", (self, args, call) => {
    const known = attempt(() => stateOf(self));
    known?.callOff?.();
    known?.exchange?.end("aborted");
    if (known?.isOurs) deleteProperty(self as object, "readyState");
    if (args.length < 2) return call(args);
    // Put into words once, here, as the engine would do it.
    const given = [`${args[0]}`, `${args[1]}`];
    for (let index = 2; index < args.length; index += 1) given[index] = args[index] as string;
    const result = call(given);
    attempt(() =>
      keepState(self, {
        method: given[0] as string,
        url: absolute(given[1] as string),
        isAsync: args.length < 3 || !!args[2],
        exchange: null,
        callOff: null,
        isOurs: false,
      }),
    );
    return result;
  });

  wrapMethod(prototype, "send", (self, args, call) => {
    const xhr = self as XMLHttpRequest;
    const state = attempt(() => stateOf(xhr));
    if (!state || state.callOff) return call(args);
    const { method, url, isAsync } = state;
    const exchange = exchanges.begin({ initiator: "xhr", method, url });
    state.exchange = exchange;
    if (!isAsync) return sendAndWait(xhr, exchange, () => call(args));
    const delay = network.delayOf(url);
    if (delay === 0 && !network.fails(url)) return begin(exchange, () => call(args));
    state.callOff = after(delay, () => {
      state.callOff = null;
      if (!network.fails(url)) {
        begin(exchange, () => call(args));
        return;
      }
      exchange.end("conditioned", { detail: LOAD_FAILED });
      finish(xhr, state, "error");
    });
    return undefined;
  });

  wrapMethod(prototype, "abort", (self, args, call) => {
    const state = attempt(() => stateOf(self));
    const callOff = state?.callOff;
    if (!state || !callOff) return call(args);
    state.callOff = null;
    callOff();
    // The engine has not begun, so it says nothing of an end.
    finish(self as XMLHttpRequest, state, "abort");
    state.isOurs = false;
    deleteProperty(self as object, "readyState");
    return call(args);
  });

  function begin(exchange: Exchange, send: () => unknown): unknown {
    try {
      return send();
    } catch (thrown) {
      exchange.end("failed", { detail: messageOf(thrown) });
      throw thrown;
    }
  }

  /** A synchronous request cannot wait. */
  function sendAndWait(xhr: XMLHttpRequest, exchange: Exchange, send: () => unknown): unknown {
    if (network.fails(exchange.request.url)) {
      exchange.end("conditioned", { detail: LOAD_FAILED });
      throw new NativeException("A network error occurred.", "NetworkError");
    }
    const result = begin(exchange, send);
    attempt(() => done(xhr, null));
    return result;
  }

  /** What the page sees of a request that ends without the engine having begun it. */
  function finish(xhr: XMLHttpRequest, state: State, kind: "error" | "abort"): void {
    state.isOurs = true;
    const ended = { __proto__: null, get: () => DONE, configurable: true };
    defineProperty(xhr, "readyState", ended as PropertyDescriptor);
    dispatchTo(xhr, new NativeEvent("readystatechange"));
    dispatchTo(xhr, new NativeProgressEvent(kind));
    dispatchTo(xhr, new NativeProgressEvent("loadend"));
  }
}
