/** One entry of a console. A long text and a stack are folded away until someone wants them. */
import type { ConsoleEntry, ConsoleLevel } from "../../../bindings";
import { preciseTime } from "../../../parts/elapsed";
import { visibleText } from "../../../parts/visible-text";
import { Position } from "../position";
import { markOf } from "./entries";

const MARKS: Record<ConsoleLevel, string> = {
  debug: "text-secondary",
  log: "text-secondary",
  info: "text-info",
  warn: "text-warning",
  error: "text-danger",
};

const GROUNDS: Partial<Record<ConsoleLevel, string>> = {
  warn: "bg-warning-surface",
  error: "bg-danger-surface",
};

/** What is longer than this is cut. */
const LONGEST = 240;
const MOST_LINES = 4;

type Props = { entry: ConsoleEntry; isOpen: boolean; onToggle: () => void };

export function ConsoleRow({ entry, isOpen, onToggle }: Props) {
  const { at, level, text, position, stack } = entry;
  const start = startOf(text);
  const hasMore = start !== text || stack !== "";
  return (
    <div
      data-testid="console-entry"
      data-level={level}
      data-origin={entry.origin}
      className={`flex flex-col gap-0.5 px-2.5 py-1.5 text-xs ${GROUNDS[level] ?? ""}`}
    >
      <div className="flex items-baseline gap-2">
        <time className="shrink-0 text-secondary tabular-nums">{preciseTime(at).join("")}</time>
        <span className={`shrink-0 ${MARKS[level]}`}>{markOf(entry)}</span>
        <span className="min-w-0 flex-1 truncate text-right">
          <Position position={position} />
        </span>
      </div>
      <pre className="font-mono leading-4 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {visibleText(isOpen ? text : start)}
        {isOpen || start === text ? "" : "…"}
      </pre>
      {isOpen && stack !== "" ? (
        <pre
          className="border-l-2 border-default pl-2 font-mono leading-4 whitespace-pre-wrap text-secondary [overflow-wrap:anywhere]"
          data-testid="console-stack"
        >
          {visibleText(stack)}
        </pre>
      ) : null}
      {hasMore ? (
        <button
          type="button"
          className="self-start text-secondary underline"
          aria-expanded={isOpen}
          data-testid="console-more"
          onClick={onToggle}
        >
          {isOpen ? "Less" : stack === "" ? "More" : "Stack"}
        </button>
      ) : null}
    </div>
  );
}

function startOf(text: string): string {
  return text.slice(0, LONGEST).split("\n").slice(0, MOST_LINES).join("\n");
}
