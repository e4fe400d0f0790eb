/** The record of the wire: every message and every HTTP exchange, newest first, as it comes in. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useEffect, useState } from "react";
import { FilledPage } from "../page";
import { ProblemPanel } from "../problem-panel";
import { ClearConfirmation } from "./clear-confirmation";
import { ExportPanel } from "./export-panel";
import { EVERYTHING, isEverything, queryOf, type RecordFilter, useRecordFilter } from "./filter";
import { FilterBar } from "./filter-bar";
import { FrameList } from "./frame-list";
import { RecordStatusLine } from "./record-status-line";
import { useFrames } from "./use-frames";

const PAUSE_MS = 200;

export function RecordPage() {
  const [filter, setFilter] = useRecordFilter();
  const [flow, setFlow] = useState<"following" | "held">("following");
  const [asking, setAsking] = useState<"export" | "clear" | null>(null);
  const settled = useSettled(filter);
  const frames = useFrames(queryOf(settled), flow);
  const close = () => setAsking(null);
  return (
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
        the wire, with its HTTP exchange and what a command writes to its standard error. Connect a connector
        or run a tool.
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
