/**
 * What elements and style sheets load: from the engine's timings, and from the errors of elements. Requests of scripts,
 * which have entries already, learn their full time from it.
 */
import type { Initiator, WidgetRequest } from "../../bindings";
import { isOurLoad, isOurs } from "../emulation/own-elements";
import {
  attaching,
  attempt,
  hasOwn,
  lastPlaceInText,
  lowerCase,
  now,
  of,
  reader,
  sinceEpoch,
  sliceText,
} from "../originals";
import { absolute, type Change, type Exchange, type Exchanges } from "./exchanges";
import { before } from "./positions";
import { global, prototypeOf } from "./wrapping";

/** By the `initiatorType` of a timing. */
const INITIATORS: Record<string, Initiator> = {
  __proto__: null as never,
  script: "script",
  img: "image",
  image: "image",
  input: "image",
  icon: "image",
  video: "media",
  audio: "media",
  track: "media",
  iframe: "frame",
  frame: "frame",
};

/** What scripts ask for, which has an entry by the time it is timed. Engines call some of it "other". */
const SCRIPTS: Record<string, true> = {
  __proto__: null as never,
  fetch: true,
  xmlhttprequest: true,
  beacon: true,
  eventsource: true,
  websocket: true,
};

/** What `link` and style sheets load is told by nothing but the end of the address. */
const ENDINGS: Record<string, Initiator> = {
  __proto__: null as never,
  css: "style",
  js: "script",
  mjs: "script",
  woff: "font",
  woff2: "font",
  ttf: "font",
  otf: "font",
  eot: "font",
  png: "image",
  jpg: "image",
  jpeg: "image",
  gif: "image",
  svg: "image",
  webp: "image",
  avif: "image",
  ico: "image",
};

/** By the name of an element that says it could not be loaded. */
const ELEMENTS: Record<string, Initiator> = {
  __proto__: null as never,
  script: "script",
  link: "style",
  img: "image",
  image: "image",
  input: "image",
  video: "media",
  audio: "media",
  source: "media",
  track: "media",
  iframe: "frame",
  embed: "other",
  object: "other",
};

/** An element's error and the timing of its load come within so many milliseconds of each other. */
const TOGETHER = 1000;

/** Returns what listens for elements that failed. */
export function recordLoads(exchanges: Exchanges): () => void {
  // Engines that tell the status time failures as well; WebKit times only what was answered.
  const timing = prototypeOf("PerformanceResourceTiming");
  const timesFailures = timing !== undefined && hasOwn(timing, "responseStatus");
  observeTimings(exchanges, timesFailures);
  const targetOf = reader(Event, "target");
  const nameOf = reader(Element, "localName");
  const attributeOf = of(Element.prototype.getAttribute);
  const imageSource = reader(HTMLImageElement, "currentSrc");
  const mediaSource = reader(HTMLMediaElement, "currentSrc");

  function failed(event: Event): void {
    const element = targetOf(event) as Element;
    const name = event.isTrusted && (element as unknown) !== window && attempt(() => nameOf(element));
    if (name && isOurs(element)) return;
    const initiator = name ? ELEMENTS[name] : undefined;
    const source = initiator && sourceOf(element);
    if (!initiator || !source) return;
    const url = absolute(source);
    if (sliceText(url, 0, 5) === "data:") return;
    const known = exchanges.find(url, (load) => isLoad(load) && hasJustEnded(load));
    if (!known) exchanges.begin({ initiator, method: "GET", url, position: null }).end("failed", NO_DURATION);
    else if (timesFailures && known.request.status === null) known.amend({ outcome: "failed" });
  }

  function hasJustEnded({ request: { outcome, started, duration } }: Exchange): boolean {
    return outcome === "done" && sinceEpoch(now()) - started - (duration ?? 0) < TOGETHER;
  }

  function sourceOf(element: Element): string | null {
    return (
      attempt(() => imageSource(element as HTMLImageElement)) ||
      attempt(() => mediaSource(element as HTMLMediaElement)) ||
      attributeOf(element, "src") ||
      attributeOf(element, "href") ||
      attributeOf(element, "data")
    );
  }

  return attaching(window, "error", failed, { capture: true });
}

const NO_DURATION: Change = { duration: null };

function observeTimings(exchanges: Exchanges, timesFailures: boolean): void {
  if (!global("PerformanceObserver") || !global("PerformanceResourceTiming")) return;
  const nameOf = reader<PerformanceEntry, "name">(PerformanceEntry, "name");
  const startOf = reader<PerformanceEntry, "startTime">(PerformanceEntry, "startTime");
  const typeOf = reader(PerformanceResourceTiming, "initiatorType");
  const endOf = reader(PerformanceResourceTiming, "responseEnd");
  const lengthOf = reader(PerformanceResourceTiming, "decodedBodySize");
  const statusOf = reader(PerformanceResourceTiming, "responseStatus");
  const entriesOf = of(PerformanceObserverEntryList.prototype.getEntries);

  function timed(entry: PerformanceResourceTiming): void {
    const url = nameOf(entry);
    if (sliceText(url, 0, 5) === "data:") return;
    const type = typeOf(entry);
    if (type === "link" && isOurLoad(url)) return;
    const started = sinceEpoch(startOf(entry));
    const ended = sinceEpoch(endOf(entry));
    const bytes = lengthOf(entry) || null;
    const status = statusOf(entry) || null;
    const complete = (exchange: Exchange) => {
      const { request } = exchange;
      exchange.isTimed = true;
      const duration = ended >= request.started ? ended - request.started : request.duration;
      exchange.amend({ duration, bytes: request.bytes ?? bytes, status: request.status ?? status });
    };

    const ofScript = exchanges.find(url, (known) => !known.isTimed && !isLoad(known));
    if (SCRIPTS[type] || (type === "other" && ofScript)) {
      if (ofScript) complete(ofScript);
      return;
    }
    // It failed while this lasted, or just after.
    const isThis = ({ started: at }: WidgetRequest) => started <= at && at - ended < TOGETHER;
    const failed = exchanges.find(
      url,
      (known) => !known.isTimed && isFailedLoad(known) && isThis(known.request),
    );
    const initiator = INITIATORS[type] ?? ENDINGS[endingOf(url)] ?? (type === "link" ? "style" : "other");
    const load = failed ?? exchanges.begin({ initiator, method: "GET", url, position: null });
    // Its error came after it had begun.
    load.amend({ started });
    complete(load);
    // What was answered and failed nevertheless, the element had no use for.
    if (!failed || status !== null || !timesFailures) load.amend({ outcome: "done" });
  }

  attempt(() => {
    const observer = new PerformanceObserver((list) => {
      const entries = entriesOf(list) as PerformanceResourceTiming[];
      for (let index = 0; index < entries.length; index += 1) {
        attempt(() => timed(entries[index] as PerformanceResourceTiming));
      }
    });
    observer.observe({ type: "resource", buffered: true });
  });
}

function isLoad({ request: { initiator } }: Exchange): boolean {
  const isOfScript =
    initiator === "fetch" ||
    initiator === "xhr" ||
    initiator === "beacon" ||
    initiator === "eventSource" ||
    initiator === "webSocket";
  return !isOfScript;
}

const isFailedLoad = (load: Exchange): boolean => isLoad(load) && load.request.outcome === "failed";

/** `woff2` of `https://a.example/b.woff2?c`. */
function endingOf(url: string): string {
  const path = before(before(url, "#"), "?");
  return lowerCase(sliceText(path, lastPlaceInText(path, ".") + 1));
}
