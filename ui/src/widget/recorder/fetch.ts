/** What is asked for with `fetch`. Its body is the widget's: nothing of it is read here. */
import { after, attempt, NativePromise, NativeTypeError, of, on, reader, thenOf } from "../originals";
import type { Network } from "./conditions";
import { absolute, type Exchange, type Exchanges } from "./exchanges";
import { mimeTypeOf, numberIn } from "./headers";
import { errorText, inherited } from "./values";
import { global, wrapMethod } from "./wrapping";

/** WebKit's words for every request without an answer. */
export const LOAD_FAILED = "Load failed";

type Asked = { args: unknown[]; method: string; url: string; signal: AbortSignal | null };

export function recordFetch(exchanges: Exchanges, network: Network): void {
  if (!global("fetch") || !global("Request") || !global("Response")) return;
  const NativeRequest = Request;
  const urlOf = reader(Request, "url");
  const methodOf = reader(Request, "method");
  const signalOf = reader(Request, "signal");
  const isAborted = reader(AbortSignal, "aborted");
  const reasonOf = reader(AbortSignal, "reason");
  const statusOf = reader(Response, "status");
  const headersOf = reader(Response, "headers");
  const headerOf = of(Headers.prototype.get);

  wrapMethod(window, "fetch", (_self, args, call) => {
    const asked = attempt(() => read(args));
    if (!asked) return call(args);
    const exchange = exchanges.begin({ initiator: "fetch", method: asked.method, url: asked.url });
    const { url } = exchange.request;
    const isFree = network.delayOf(url) === 0 && !network.fails(url);
    const answer = isFree ? call(asked.args) : held(exchange, asked, call);
    return thenOf(
      answer as Promise<unknown>,
      (response) => {
        attempt(() => answered(exchange, response as Response));
        return response;
      },
      (reason) => {
        attempt(() => failed(exchange, asked.signal, reason));
        throw reason;
      },
    );
  });

  /** Throws where the engine will say what is wrong with the arguments. */
  function read(args: unknown[]): Asked {
    const init = typeof args[1] === "object" && args[1] !== null ? args[1] : {};
    const request = args[0] as Request;
    const requested = attempt(() => urlOf(request));
    // Put into words once, here, as the engine would do it.
    const text = requested ?? `${args[0] as string}`;
    const method = inherited(init, "method") ?? (requested && methodOf(request));
    const signal = inherited(init, "signal") ?? (requested && signalOf(request));
    return {
      args: requested ? args : args.length > 1 ? [text, args[1]] : [text],
      method: typeof method === "string" ? method : "GET",
      url: absolute(text),
      signal: (signal as AbortSignal | undefined) || null,
    };
  }

  /** Later, or not at all. The request is made now, so that what the page changes in the meantime is not in it. */
  function held(
    exchange: Exchange,
    { args, url }: Asked,
    call: (args: unknown[]) => unknown,
  ): Promise<unknown> {
    return new NativePromise((resolve, reject) => {
      const request = new NativeRequest(args[0] as string, args[1] as RequestInit | undefined);
      const signal = signalOf(request);
      if (isAborted(signal)) {
        resolve(call([request]));
        return;
      }
      const callOff = after(network.delayOf(url), () => {
        if (!network.fails(url)) {
          resolve(call([request]));
          return;
        }
        exchange.end("conditioned", { detail: LOAD_FAILED });
        reject(new NativeTypeError(LOAD_FAILED));
      });
      on(signal, "abort", () => {
        callOff();
        reject(reasonOf(signal));
      });
    });
  }

  function answered(exchange: Exchange, response: Response): void {
    const headers = headersOf(response);
    exchange.end("done", {
      // An opaque answer has none.
      status: statusOf(response) || null,
      mimeType: mimeTypeOf(headerOf(headers, "content-type")),
      bytes: numberIn(headerOf(headers, "content-length")),
    });
  }

  function failed(exchange: Exchange, signal: AbortSignal | null, reason: unknown): void {
    const wasGivenUp = signal !== null && attempt(() => isAborted(signal)) === true;
    exchange.end(wasGivenUp ? "aborted" : "failed", { detail: messageOf(reason) });
  }
}

export function messageOf(reason: unknown): string {
  return errorText(reason) ?? "";
}
