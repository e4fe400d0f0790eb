/** What is open for longer: `WebSocket` and `EventSource`. */
import {
  after,
  attempt,
  bareList,
  byteLength,
  dataOf,
  defineProperty,
  deleteProperty,
  dispatchTo,
  of,
  on,
  reader,
  sliceText,
  stopEvent,
} from "../originals";
import type { Network } from "./conditions";
import { absolute, type Exchange, type Exchanges } from "./exchanges";
import { LOAD_FAILED, messageOf } from "./fetch";
import { global, wrapConstructor, wrapMethod } from "./wrapping";

const SWITCHING_PROTOCOLS = 101;
const OK = 200;
/** Of `readyState`. */
const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

export function recordWebSockets(exchanges: Exchanges, network: Network): void {
  if (!global("WebSocket")) return;
  const urlOf = reader(WebSocket, "url");
  const stateOf = reader(WebSocket, "readyState");
  const close = of(WebSocket.prototype.close);
  const codeOf = reader(CloseEvent, "code");
  const wasClean = reader(CloseEvent, "wasClean");
  const open = new WeakMap<object, Exchange>();
  const exchangeOf = of(WeakMap.prototype.get).bind(null, open) as (socket: unknown) => Exchange | undefined;
  const keep = of(WeakMap.prototype.set).bind(null, open) as (socket: unknown, exchange: Exchange) => void;

  wrapConstructor("WebSocket", (args, make) => {
    if (args.length === 0) return make(args);
    const given = withAddress(args);
    const exchange = exchanges.begin({ initiator: "webSocket", method: "GET", url: socketAddress(given[0]) });
    const socket = made(exchange, () => make(given)) as WebSocket;
    attempt(() => {
      const url = urlOf(socket);
      keep(socket, exchange);
      listen(socket, exchange);
      if (network.fails(url)) {
        // A socket that is closed while it connects has failed: the engine says so to the page.
        exchange.end("conditioned", { detail: "The connection failed." });
        close(socket);
      } else if (network.delayOf(url) > 0) {
        hold(socket, stateOf, ["open", "message", "error", "close"], network.delayOf(url));
      }
    });
    return socket;
  });

  function listen(socket: WebSocket, exchange: Exchange): void {
    let hasOpened = false;
    heard(socket, "open", () => {
      hasOpened = true;
      exchange.amend({ status: SWITCHING_PROTOCOLS });
    });
    heard(socket, "message", (event: MessageEvent) => count(exchange, dataOf(event)));
    heard(socket, "close", (event: CloseEvent) => {
      const detail = `Closed with code ${codeOf(event)}.`;
      if (wasClean(event)) exchange.end("done", { detail });
      else exchange.end(hasOpened ? "done" : "failed", { detail });
    });
  }

  wrapMethod(WebSocket.prototype, "send", (self, args, call) => {
    const result = call(args);
    attempt(() => count(exchangeOf(self), args[0]));
    return result;
  });
}

export function recordEventSources(exchanges: Exchanges, network: Network): void {
  if (!global("EventSource")) return;
  const NativeEvent = Event;
  const stateOf = reader(EventSource, "readyState");
  const close = of(EventSource.prototype.close);
  const open = new WeakMap<object, Exchange>();
  const exchangeOf = of(WeakMap.prototype.get).bind(null, open) as (source: unknown) => Exchange | undefined;
  const keep = of(WeakMap.prototype.set).bind(null, open) as (source: unknown, exchange: Exchange) => void;

  wrapConstructor("EventSource", (args, make) => {
    if (args.length === 0) return make(args);
    const given = withAddress(args);
    const url = absolute(`${given[0]}`);
    const exchange = exchanges.begin({ initiator: "eventSource", method: "GET", url });
    const source = made(exchange, () => make(given)) as EventSource;
    attempt(() => {
      keep(source, exchange);
      heard(source, "open", () => exchange.amend({ status: OK, mimeType: "text/event-stream" }));
      heard(source, "error", () => {
        // Otherwise it tries again.
        if (stateOf(source) === CLOSED) exchange.end("failed", { detail: LOAD_FAILED });
      });
      if (network.fails(url)) {
        exchange.end("conditioned", { detail: LOAD_FAILED });
        close(source);
        after(0, () => dispatchTo(source, new NativeEvent("error")));
      } else if (network.delayOf(url) > 0) {
        hold(source, stateOf, ["open", "message", "error"], network.delayOf(url));
      }
    });
    return source;
  });

  wrapMethod(EventSource.prototype, "close", (self, args, call) => {
    attempt(() => exchangeOf(self)?.end("done"));
    return call(args);
  });
}

/** The address put into words once, as the engine would do it. */
function withAddress(args: unknown[]): unknown[] {
  const url = `${args[0]}`;
  return args.length > 1 ? [url, args[1]] : [url];
}

/** `https:` and relative addresses are meant as `wss:`. */
function socketAddress(given: unknown): string {
  const url = absolute(`${given}`);
  return sliceText(url, 0, 4) === "http" ? `ws${sliceText(url, 4)}` : url;
}

function made(exchange: Exchange, make: () => object): object {
  try {
    return make();
  } catch (thrown) {
    exchange.end("failed", { detail: messageOf(thrown) });
    throw thrown;
  }
}

/** What the engine announces, and not what is announced once more. */
function heard<Heard extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: Heard) => void,
): void {
  on(target, type, (event: Heard) => {
    if (event.isTrusted) listener(event);
  });
}

function count(exchange: Exchange | undefined, data: unknown): void {
  exchange?.amend({ bytes: (exchange.request.bytes ?? 0) + byteLength(data) });
}

/**
 * A slow connection: what the engine announces reaches the page so much later, in its order. The engine connects at
 * once, as nothing else would be a socket; named events of a stream, of which the names are not known, do not wait.
 */
function hold<Target extends EventTarget>(
  target: Target,
  stateOf: (target: Target) => number,
  types: string[],
  milliseconds: number,
): void {
  let held: Event[] | null = bareList();
  const keep = (event: Event) => {
    if (!held) return;
    stopEvent(event);
    held[held.length] = event;
  };
  for (let index = 0; index < types.length; index += 1) on(target, types[index] as string, keep);
  const state = () => (stateOf(target) === OPEN ? CONNECTING : stateOf(target));
  const described = { __proto__: null, get: state, configurable: true } as PropertyDescriptor;
  defineProperty(target, "readyState", described);
  after(milliseconds, () => {
    const events = held ?? [];
    held = null;
    deleteProperty(target, "readyState");
    for (let index = 0; index < events.length; index += 1) dispatchTo(target, events[index] as Event);
  });
}
