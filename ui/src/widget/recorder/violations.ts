/** What the content security policy blocked, or would block. */
import type { SourcePosition } from "../../bindings";
import { attaching, now, reader, sinceEpoch, stopEvent } from "../originals";
import { cut, type Observations } from "./observations";
import type { Positions } from "./positions";
import { prototypeOf } from "./wrapping";

type Askers = {
  /** Where a script asked for this address last. */
  placeOf: (url: string) => SourcePosition | null;
  /** It was blocked, whatever the script was told. */
  blocked: (url: string) => void;
};

/**
 * Returns what listens for them. WebKit tells what is only reported twice for most requests, the second time without a
 * place; but what the document's own markup asks for has no place the first time either.
 */
export function recordViolations(
  observations: Observations,
  positions: Positions,
  { placeOf, blocked }: Askers,
): () => void {
  const prototype = prototypeOf("SecurityPolicyViolationEvent") as SecurityPolicyViolationEvent | undefined;
  if (!prototype) return () => {};
  const owner = { prototype };
  const directiveOf = reader(owner, "effectiveDirective");
  const blockedOf = reader(owner, "blockedURI");
  const dispositionOf = reader(owner, "disposition");
  const fileOf = reader(owner, "sourceFile");
  const lineOf = reader(owner, "lineNumber");
  const columnOf = reader(owner, "columnNumber");
  /** What was reported, by directive and address. */
  const reported: Record<string, true> = Object.create(null);

  function violated(event: SecurityPolicyViolationEvent): void {
    if (!event.isTrusted) return;
    const url = blockedOf(event);
    const file = fileOf(event);
    const line = lineOf(event);
    const disposition = dispositionOf(event) === "report" ? "report" : "enforce";
    // Only our own policy reports, and the page has nothing of it where the program is not: it hears no more than there.
    if (disposition === "report") stopEvent(event);
    const directive = directiveOf(event);
    if (disposition === "enforce" && directive === "connect-src") blocked(url);
    const key = `${directive} ${url}`;
    if (disposition === "report" && line < 1 && reported[key]) return;
    if (!observations.admits("violations")) return;
    if (disposition === "report") reported[key] = true;
    const place = positions.at(file, line, columnOf(event));
    observations.add("violations", {
      kind: "violation",
      at: sinceEpoch(now()),
      disposition,
      directive,
      blocked: cut(url),
      // A request is made by our function around the engine's, so the engine names a place in our script, or none.
      position: place ?? placeOf(url),
    });
  }

  return attaching(window, "securitypolicyviolation", violated, { capture: true });
}
