/** The requests of the document, from their beginning to their end. */
import type { RequestOutcome, SourcePosition, WidgetRequest } from "../../bindings";
import {
  assign,
  attempt,
  bareList,
  hrefOf,
  NativeURL,
  now,
  reader,
  sinceEpoch,
  upperCase,
} from "../originals";
import { cut, type Observations, type RequestObservation } from "./observations";
import { type Positions, withoutFragment } from "./positions";

/** Requests of which more may become known after their end. */
const MOST_REMEMBERED = 200;

type Begun = Pick<WidgetRequest, "initiator" | "method" | "url"> & Partial<WidgetRequest>;
export type Change = Partial<
  Pick<WidgetRequest, "started" | "duration" | "status" | "mimeType" | "bytes" | "detail">
>;

export type Exchange = {
  readonly request: WidgetRequest;
  /** Whether the engine has told how long it took. */
  isTimed: boolean;
  /** The first end is the end. */
  end: (outcome: RequestOutcome, change?: Change) => void;
  /** Something more is known, or something better. */
  amend: (change: Change & { outcome?: RequestOutcome }) => void;
};

export type Exchanges = ReturnType<typeof createExchanges>;

export function createExchanges(observations: Observations, positions: Positions) {
  let lastId = 0;
  let remembered = bareList<Exchange>();

  function begin(begun: Begun): Exchange {
    lastId += 1;
    const isTold = observations.admits("requests");
    const observation: RequestObservation = {
      kind: "request",
      id: lastId,
      started: sinceEpoch(now()),
      duration: null,
      status: null,
      mimeType: null,
      bytes: null,
      outcome: "pending",
      detail: "",
      position: isTold && begun.position === undefined ? positions.here() : null,
      ...begun,
    };
    observation.url = cut(observation.url);
    observation.method = upperCase(observation.method);

    const amend: Exchange["amend"] = (change) => {
      assign(observation, change);
      observation.detail = cut(observation.detail);
      if (isTold) observations.addRequest(observation);
    };
    const end: Exchange["end"] = (outcome, change) => {
      if (observation.outcome !== "pending") return;
      const duration = observation.duration ?? sinceEpoch(now()) - observation.started;
      amend({ duration, ...change, outcome });
    };
    const exchange = { request: observation, isTimed: false, end, amend };
    if (isTold) {
      remember(exchange);
      observations.addRequest(observation);
    }
    return exchange;
  }

  function remember(exchange: Exchange): void {
    if (remembered.length >= MOST_REMEMBERED) {
      const newer = bareList<Exchange>();
      for (let index = MOST_REMEMBERED / 2; index < remembered.length; index += 1) {
        newer[newer.length] = remembered[index] as Exchange;
      }
      remembered = newer;
    }
    remembered[remembered.length] = exchange;
  }

  /** The oldest of this address that is remembered and fits. */
  function find(url: string, fits: (exchange: Exchange) => boolean): Exchange | null {
    const wanted = withoutFragment(url);
    for (let index = 0; index < remembered.length; index += 1) {
      const exchange = remembered[index] as Exchange;
      if (withoutFragment(exchange.request.url) === wanted && fits(exchange)) return exchange;
    }
    return null;
  }

  function placeOf(url: string): SourcePosition | null {
    return find(url, ({ request }) => request.position !== null)?.request.position ?? null;
  }

  /** A beacon is as good as sent for the script; the policy may have blocked it nevertheless. */
  function blocked(url: string): void {
    const isSent = ({ request }: Exchange) => request.initiator === "beacon" && request.outcome === "done";
    find(url, isSent)?.amend({ outcome: "failed" });
  }

  return { begin, find, placeOf, blocked };
}

// An element of that name would hide the document's own.
const baseOf = reader(Node, "baseURI");

/** As the document resolves it; what is no address is left as it is. */
export function absolute(url: string): string {
  return attempt(() => hrefOf(new NativeURL(url, baseOf(document)))) ?? url;
}
