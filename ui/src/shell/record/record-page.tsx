/** The record: every message and every HTTP exchange with servers, and every message with widgets, newest first. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useEffect, useEffectEvent, useState } from "react";
import type { Frame } from "../../bindings";
import { FilledPage } from "../page";
import { ProblemPanel } from "../problem-panel";
import { ClearConfirmation } from "./clear-confirmation";
import { ExportPanel } from "./export-panel";
import { EVERYTHING, isEverything, queryOf, type RecordFilter, useRecordFilter } from "./filter";
import { FilterBar } from "./filter-bar";
import { FrameList } from "./frame-list";
import { FramePage, type Neighbours } from "./frame-page";
import { RecordStatusLine } from "./record-status-line";
import { useFrames } from "./use-frames";

const PAUSE_MS = 200;

/** `open` is the number of a frame. It lies over the list, which is found again where it was left. */
export function RecordPage({ open }: { open: number | null }) {
  const [filter, setFilter] = useRecordFilter();
  const [flow, setFlow] = useState<"following" | "held">("following");
  const [asking, setAsking] = useState<"export" | "clear" | null>(null);
  const settled = useSettled(filter);
  const frames = useFrames(queryOf(settled), flow);
  const close = () => setAsking(null);
  const loadOlder = useEffectEvent(frames.loadOlder);
  const isAtEnd = open !== null && frames.frames.at(-1)?.number === open;
  useEffect(() => {
    if (isAtEnd) loadOlder();
  }, [isAtEnd]);
  const list = (
    <FilledPage title="Record" actions={<Actions onAsk={setAsking} />} foot={<Foot />}>
      {asking === "export" ? <ExportPanel filter={filter} onClose={close} /> : null}
      {asking === "clear" ? <ClearConfirmation onClose={close} /> : null}
      <FilterBar filter={filter} onChange={setFilter} />
      {frames.problem ? (
        <div className="p-4">
          <ProblemPanel problem={frames.problem} />
        </div>
      ) : null}
      <FrameList frames={frames} showsApp={filter.connectorId === null} onFlow={setFlow}>
        {frames.key === "" ? null : <Empty filter={settled} onReset={() => setFilter(EVERYTHING)} />}
      </FrameList>
    </FilledPage>
  );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col" inert={open !== null}>
        {list}
      </div>
      {open === null ? null : (
        <div className="absolute inset-0 flex flex-col bg-surface">
          <FramePage key={open} number={open} neighbours={neighboursOf(open, frames.frames)} />
        </div>
      )}
    </div>
  );
}

/** What stands before and after a frame in the list, as far as that is read. */
function neighboursOf(number: number, frames: Frame[]): Neighbours {
  const index = frames.findIndex((frame) => frame.number === number);
  if (index === -1) return { newer: null, older: null };
  return { newer: frames[index - 1]?.number ?? null, older: frames[index + 1]?.number ?? null };
}

/** The filter once nobody has typed for a moment. */
function useSettled(filter: RecordFilter): RecordFilter {
  const [text, setText] = useState(filter.text);
  useEffect(() => {
    const settling = setTimeout(() => setText(filter.text), PAUSE_MS);
    return () => clearTimeout(settling);
  }, [filter.text]);
  return { ...filter, text };
}

function Foot() {
  return (
    <div className="shrink-0 border-t border-subtle px-4 py-1.5">
      <RecordStatusLine />
    </div>
  );
}

function Actions({ onAsk }: { onAsk: (what: "export" | "clear") => void }) {
  return (
    <>
      <Button
        color="secondary"
        variant="ghost"
        size="xs"
        data-testid="record-export"
        onClick={() => onAsk("export")}
      >
        Export…
      </Button>
      <Button
        color="secondary"
        variant="ghost"
        size="xs"
        data-testid="record-clear"
        onClick={() => onAsk("clear")}
      >
        Clear…
      </Button>
    </>
  );
}

function Empty({ filter, onReset }: { filter: RecordFilter; onReset: () => void }) {
  if (isEverything(filter)) {
    return (
      <p className="p-4 text-sm text-secondary" data-testid="record-empty">
        Nothing has been recorded yet. What goes to your servers and comes from them appears here as it was on
        the wire, with its HTTP exchange and what a command writes to its standard error; so does what widgets
        and the host say to each other. Connect a connector or run a tool.
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2 p-4 text-sm text-secondary" data-testid="record-empty">
      Nothing in the record fits the filter.
      <Button color="secondary" variant="soft" size="xs" data-testid="record-filter-reset" onClick={onReset}>
        Show everything
      </Button>
    </div>
  );
}
