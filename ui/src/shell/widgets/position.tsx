/** A place in a script or a document, in few words. */
import type { SourcePosition } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

export function Position({ position }: { position: SourcePosition | null }) {
  if (!position) return null;
  return (
    <code className="text-xs text-secondary [overflow-wrap:anywhere]" title={inFull(position)}>
      {positionText(position)}
    </code>
  );
}

/** `line 12:5` of the template, `app.js:12:5` of a script. */
export function positionText({ url, line, column }: SourcePosition): string {
  return url === "" ? `line ${line}:${column}` : `${visibleText(fileOf(url))}:${line}:${column}`;
}

function inFull({ url, line, column }: SourcePosition): string {
  if (url === "") return `Line ${line}, column ${column} of the template, as the server sent it`;
  return `${visibleText(url)}\nline ${line}, column ${column}`;
}

/** A longer name is cut. */
const LONGEST = 60;

function fileOf(url: string): string {
  const path = url.split(/[?#]/)[0] ?? "";
  const name = path.split("/").findLast((part) => part !== "") ?? url;
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}
