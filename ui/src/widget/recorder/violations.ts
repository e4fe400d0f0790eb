/** What the content security policy blocked, or would block. */
import type { SourcePosition } from "../../bindings";
import { attaching, now, reader, sinceEpoch } from "../originals";
import { cut, type Observations } from "./observations";
import type { Positions } from "./positions";
import { prototypeOf } from "./wrapping";

type Askers = {
  /** Where a script asked for this address last. */
  placeOf: (url: string) => SourcePosition | null;
  /** It was blocked, whatever the script was told. */
  blocked: (url: string) => void;
};

/** Returns what listens for them. The engine tells some of them twice; they are passed on as they come. */
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

  function violated(event: SecurityPolicyViolationEvent): void {
    if (!event.isTrusted) return;
    const url = blockedOf(event);
    const file = fileOf(event);
    const line = lineOf(event);
    const disposition = dispositionOf(event) === "report" ? "report" : "enforce";
    const directive = directiveOf(event);
    if (disposition === "enforce" && directive === "connect-src") blocked(url);
    if (!observations.admits("violations")) return;
    const place = positions.at(file, line, columnOf(event));
    observations.add("violations", {
      kind: "violation",
      at: sinceEpoch(now()),
      disposition,
      directive,
      blocked: cut(url),
      // A request is made by our function around the engine's, so the engine names a place in our script. Without
      // any place, what is reported only is an echo.
      position: place ?? (disposition === "enforce" || file ? placeOf(url) : null),
    });
  }

  return attaching(window, "securitypolicyviolation", violated, { capture: true });
}
