/**
 * Observes the document for the host: its console, its requests, what its policy blocks, and the use of what ChatGPT
 * withholds. Nothing that the page does is changed by it, except by the conditions that the network of the screen has.
 */
import type { WidgetStart } from "../../bindings";
import { attaching, attempt, bareList, now, sinceEpoch } from "../originals";
import type { Requests } from "../requests";
import { recordBeacons } from "./beacon";
import { createConditions } from "./conditions";
import { recordConsole } from "./console";
import { recordErrors } from "./errors";
import { createExchanges } from "./exchanges";
import { recordFetch } from "./fetch";
import { recordLeaving } from "./leaving";
import { recordLoads } from "./loads";
import { collectObservations } from "./observations";
import { createPositions } from "./positions";
import { recordRestricted } from "./restricted";
import { recordEventSources, recordWebSockets } from "./sockets";
import { createUses } from "./uses";
import { recordViolations } from "./violations";
import { recordXhr } from "./xhr";

type Start = Pick<WidgetStart, "conditions" | "inserted"> & { requests: Requests };

/** `attach` is for a document that was written anew, which has lost its listeners. */
export function startRecorder({ requests, conditions, inserted }: Start) {
  const observations = collectObservations((batch) => requests.tell("observed", [batch]));
  const positions = createPositions(inserted, document.URL);
  const network = createConditions(conditions);
  const exchanges = createExchanges(observations, positions);

  const attaches = bareList<() => void>();
  // Where an engine lacks one of these interfaces, what it would tell is missing, and nothing else.
  const start = (record: () => unknown) => {
    const attach = attempt(record);
    if (typeof attach === "function") attaches[attaches.length] = attach as () => void;
  };
  start(() => recordConsole(observations, positions));
  start(() => recordErrors(observations, positions));
  start(() => recordViolations(observations, positions, exchanges));
  start(() => recordFetch(exchanges, network));
  start(() => recordXhr(exchanges, network));
  start(() => recordWebSockets(exchanges, network));
  start(() => recordEventSources(exchanges, network));
  start(() => recordBeacons(exchanges, network));
  start(() => recordLoads(exchanges));
  const use = createUses(observations, positions);
  start(() => recordRestricted(use));
  start(() => recordLeaving(use));
  start(() =>
    attaching(window, "pagehide", ({ isTrusted }) => {
      if (isTrusted) observations.flush();
    }),
  );

  function attach(): void {
    for (let index = 0; index < attaches.length; index += 1) (attaches[index] as () => void)();
  }
  attach();

  /** Tells the author something in the console's place, of which the widget itself hears nothing. */
  function note(text: string): void {
    const at = sinceEpoch(now());
    const level = "info";
    observations.add("console", {
      kind: "console",
      at,
      level,
      origin: "console",
      text,
      position: null,
      stack: "",
    });
  }

  return { attach, note, setConditions: network.change };
}
