/** One key of a descriptor before and after, side by side, with what differs marked. */
import type { FieldChange } from "../../bindings";
import { folded, lineDifference, type Piece, wordDifference } from "../../parts/difference";
import { visibleJson, visibleText } from "../../parts/visible-text";

const SIDES = {
  before: {
    label: "Before",
    ground: "bg-danger-surface",
    mark: "bg-[color-mix(in_srgb,var(--red-400)_32%,transparent)]",
  },
  after: {
    label: "After",
    ground: "bg-success-surface",
    mark: "bg-[color-mix(in_srgb,var(--green-400)_32%,transparent)]",
  },
};

export function FieldDifference({ change }: { change: FieldChange }) {
  const { before, after } = sidesOf(change);
  return (
    <div className="text-xs">
      <code className="text-secondary">{visibleText(change.field)}</code>
      <div className="mt-1 grid grid-cols-1 gap-1.5 @min-[18rem]:grid-cols-2">
        <Side side="before">{before}</Side>
        <Side side="after">{after}</Side>
      </div>
    </div>
  );
}

/** More than this is no reading matter here. */
const MOST_LINES = 300;

type Shown = { kind: "absent" } | { kind: "words" | "lines"; pieces: Piece[] };

/** Texts are compared by word, everything else line by line as indented JSON. */
function sidesOf({ before, after }: FieldChange): { before: Shown; after: Shown } {
  if (typeof before === "string" && typeof after === "string") {
    const found = wordDifference(visibleText(before), visibleText(after));
    return { before: { kind: "words", pieces: found.before }, after: { kind: "words", pieces: found.after } };
  }
  if (before === null || after === null) return { before: alone(before), after: alone(after) };
  const found = lineDifference(asText(before), asText(after));
  return { before: { kind: "lines", pieces: found.before }, after: { kind: "lines", pieces: found.after } };
}

/** Beside what was absent, marks would say nothing. */
function alone(value: unknown): Shown {
  if (value === null) return { kind: "absent" };
  return { kind: "lines", pieces: lineDifference(asText(value), asText(value)).after };
}

function asText(value: unknown): string {
  return typeof value === "string" ? visibleText(value) : visibleJson(value);
}

function Side({ side, children: shown }: { side: keyof typeof SIDES; children: Shown }) {
  const { label, ground, mark } = SIDES[side];
  return (
    <figure className="min-w-0">
      <figcaption className="text-tertiary">{label}</figcaption>
      <div
        className={`max-h-64 overflow-auto rounded-md p-2 leading-4 whitespace-pre-wrap [overflow-wrap:anywhere] ${ground} ${
          shown.kind === "words" ? "" : "font-mono"
        }`}
      >
        {shown.kind === "absent" ? (
          <span className="text-tertiary">absent</span>
        ) : (
          <Pieces shown={shown} mark={mark} />
        )}
      </div>
    </figure>
  );
}

function Pieces({ shown, mark }: { shown: Extract<Shown, { pieces: Piece[] }>; mark: string }) {
  if (shown.kind === "words") {
    return shown.pieces.map((piece, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name, and the list never changes.
      <Marked key={index} piece={piece} mark={mark} shape="" />
    ));
  }
  return folded(shown.pieces, MOST_LINES).map(({ piece, skipped }, index) =>
    piece ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Marked key={index} piece={piece} mark={mark} shape="block min-h-4" />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <span key={index} className="block text-tertiary">
        {skipped === 1 ? "⋯ 1 line" : `⋯ ${skipped.toLocaleString("en")} lines`}
      </span>
    ),
  );
}

function Marked({ piece, mark, shape }: { piece: Piece; mark: string; shape: string }) {
  if (!piece.isChanged) return <span className={shape}>{piece.text}</span>;
  return <mark className={`text-inherit ${shape} ${mark}`}>{piece.text}</mark>;
}
