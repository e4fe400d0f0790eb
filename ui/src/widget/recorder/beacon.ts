/** What is sent with `sendBeacon`. Its answer is told to nobody, so a delay makes no difference to it. */
import { attempt } from "../originals";
import type { Network } from "./conditions";
import { absolute, type Exchange, type Exchanges } from "./exchanges";
import { wrapMethod } from "./wrapping";

export function recordBeacons(exchanges: Exchanges, network: Network): void {
  wrapMethod(navigator, "sendBeacon", (_self, args, call) => {
    if (args.length === 0) return call(args);
    // Put into words once, here, as the engine would do it.
    const url = `${args[0]}`;
    const exchange = exchanges.begin({ initiator: "beacon", method: "POST", url: absolute(url) });
    if (network.fails(exchange.request.url)) {
      exchange.end("conditioned");
      return false;
    }
    const isSent = call(args.length > 1 ? [url, args[1]] : [url]);
    attempt(() => settle(exchange, isSent === true));
    return isSent;
  });
}

function settle(exchange: Exchange, isSent: boolean): void {
  if (isSent) exchange.end("done", { duration: null });
  else exchange.end("failed", { detail: "The browser did not take it." });
}
