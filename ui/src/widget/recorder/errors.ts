/** Errors that nothing caught, and promises that were rejected with nobody to handle it. Neither is prevented. */
import type { ConsoleOrigin, SourcePosition } from "../../bindings";
import { attaching, isAbove, now, reader, sinceEpoch } from "../originals";
import { cut, type Observations } from "./observations";
import { type Positions, stackOf } from "./positions";
import { errorText, shown } from "./values";
import { prototypeOf } from "./wrapping";

const isPreventedIn = reader(Event, "defaultPrevented");

/** Returns what listens for them. */
export function recordErrors(observations: Observations, positions: Positions): () => void {
  const errorEvent = prototypeOf("ErrorEvent") as ErrorEvent | undefined;
  const rejection = prototypeOf("PromiseRejectionEvent") as PromiseRejectionEvent | undefined;
  const messageOf = errorEvent && reader({ prototype: errorEvent }, "message");
  const errorOf = errorEvent && reader({ prototype: errorEvent }, "error");
  const fileOf = errorEvent && reader({ prototype: errorEvent }, "filename");
  const lineOf = errorEvent && reader({ prototype: errorEvent }, "lineno");
  const columnOf = errorEvent && reader({ prototype: errorEvent }, "colno");
  const reasonOf = rejection && reader({ prototype: rejection }, "reason");

  function note(
    event: Event,
    origin: ConsoleOrigin,
    thrown: unknown,
    words: string,
    place: SourcePosition | null,
  ): void {
    const stack = typeof thrown === "object" && thrown !== null ? stackOf(thrown) : "";
    const entry = {
      kind: "console" as const,
      at: sinceEpoch(now()),
      level: "error" as const,
      origin,
      text: cut(words),
      // What the engine threw within a function of ours is the author's call.
      position: place ?? positions.first(stack),
      stack: positions.frames(stack),
    };
    // Who prevents the event has dealt with the error, and a console shows nothing of it.
    observations.add("uncaught", entry, () => !isPreventedIn(event));
  }

  function uncaught(event: ErrorEvent): void {
    // Elements that could not be loaded have events of the same name.
    if (!event.isTrusted || !errorEvent || !isAbove(errorEvent, event) || !observations.admits("uncaught"))
      return;
    const thrown = errorOf?.(event);
    const words = errorText(thrown) ?? messageOf?.(event) ?? "";
    const place = positions.at(fileOf?.(event) ?? "", lineOf?.(event) ?? 0, columnOf?.(event) ?? 0);
    note(event, "uncaught", thrown, words, place);
  }

  function rejected(event: PromiseRejectionEvent): void {
    // WebKit's own events of this kind are not trusted.
    if (!observations.admits("uncaught")) return;
    const reason = reasonOf?.(event);
    note(event, "rejection", reason, errorText(reason) ?? shown(reason), null);
  }

  const attach = [
    attaching(window, "error", uncaught),
    attaching(window, "unhandledrejection", rejected),
  ] as const;
  return () => {
    attach[0]();
    attach[1]();
  };
}
