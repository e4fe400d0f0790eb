/**
 * Observes the document for the host: its console, and the errors that nothing caught. Nothing that the page does is
 * changed by it.
 */
import type { WidgetStart } from "../../bindings";
import { attaching, attempt, bareList } from "../originals";
import type { Requests } from "../requests";
import { recordConsole } from "./console";
import { recordErrors } from "./errors";
import { collectObservations } from "./observations";
import { createPositions } from "./positions";

type Start = Pick<WidgetStart, "inserted"> & { requests: Requests };

/** `attach` is for a document that was written anew, which has lost its listeners. */
export function startRecorder({ requests, inserted }: Start) {
  const observations = collectObservations((batch) => requests.tell("observed", [batch]));
  const positions = createPositions(inserted, document.URL);

  const attaches = bareList<() => void>();
  // Where an engine lacks one of these interfaces, what it would tell is missing, and nothing else.
  const start = (record: () => unknown) => {
    const attach = attempt(record);
    if (typeof attach === "function") attaches[attaches.length] = attach as () => void;
  };
  start(() => recordConsole(observations, positions));
  start(() => recordErrors(observations, positions));
  start(() =>
    attaching(window, "pagehide", ({ isTrusted }) => {
      if (isTrusted) observations.flush();
    }),
  );

  function attach(): void {
    for (let index = 0; index < attaches.length; index += 1) (attaches[index] as () => void)();
  }
  attach();

  return { attach };
}
