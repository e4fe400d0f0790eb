/** Which frames are shown: by side, connector, kind, call and text. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { Search, XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useRef } from "react";
import { Choice } from "../../parts/choice";
import { useKey } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";
import { useConnectors } from "../queries";
import { KIND_CHOICES, type KindChoice, type RecordFilter, SIDE_CHOICES, type SideChoice } from "./filter";

type Props = { filter: RecordFilter; onChange: (filter: RecordFilter) => void };

export function FilterBar({ filter, onChange }: Props) {
  const search = useRef<HTMLInputElement>(null);
  useKey("Ctrl+f", () => search.current?.focus());
  const change = (part: Partial<RecordFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="flex shrink-0 flex-col gap-2 border-b border-subtle px-4 py-2.5">
      <div className="flex items-center gap-3">
        <Input
          ref={search}
          className="min-w-0 flex-1"
          size="sm"
          type="search"
          aria-label="Search the record"
          data-testid="record-search"
          title="Search (Ctrl+F)"
          placeholder="Search texts, methods and addresses"
          spellCheck={false}
          autoComplete="off"
          startAdornment={<Search className="size-4 text-tertiary" />}
          value={filter.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <Checkbox
          id="record-only-errors"
          data-testid="record-only-errors"
          className="shrink-0"
          label={<span className="text-xs">Errors only</span>}
          checked={filter.onlyErrors}
          onCheckedChange={(onlyErrors) => change({ onlyErrors })}
        />
      </div>
      <div className="flex flex-wrap gap-x-2 gap-y-1.5">
        <Choice
          label="Wire or widgets"
          testId="record-side"
          className="flex-1 basis-32"
          value={filter.side}
          options={SIDE_CHOICES}
          onChange={(side) => change({ side: side as SideChoice })}
        />
        <ConnectorChoice
          connectorId={filter.connectorId}
          onChange={(connectorId) => change({ connectorId })}
        />
        <Choice
          label="Kind"
          testId="record-kind"
          className="flex-1 basis-32"
          value={filter.kind}
          options={KIND_CHOICES}
          onChange={(kind) => change({ kind: kind as KindChoice })}
        />
      </div>
      {filter.call ? <OfCall title={filter.call.title} onClear={() => change({ call: null })} /> : null}
    </search>
  );
}

const ALL = "";

type ConnectorProps = { connectorId: string | null; onChange: (id: string | null) => void };

/** A connector that was deleted can still be the one whose frames are shown. */
function ConnectorChoice({ connectorId, onChange }: ConnectorProps) {
  const connectors = useConnectors().data ?? [];
  const isGone = connectorId !== null && !connectors.some((one) => one.id === connectorId);
  return (
    <Choice
      label="Connector"
      testId="record-connector"
      className="flex-1 basis-32"
      value={connectorId ?? ALL}
      options={[
        { value: ALL, label: "All connectors" },
        ...connectors.map(({ id, name }) => ({ value: id, label: visibleText(name) })),
        ...(isGone ? [{ value: connectorId, label: "A deleted connector" }] : []),
      ]}
      onChange={(value) => onChange(value === ALL ? null : value)}
    />
  );
}

function OfCall({ title, onClear }: { title: string; onClear: () => void }) {
  return (
    <div className="flex items-center gap-1 self-start rounded-md bg-surface-secondary py-0.5 pr-0.5 pl-2 text-xs">
      <span>
        Only the call <strong className="font-medium">{visibleText(title)}</strong>
      </span>
      <Button
        color="secondary"
        variant="ghost"
        size="3xs"
        uniform
        aria-label="Show the frames of every call"
        data-testid="record-call-clear"
        onClick={onClear}
      >
        <XCrossed />
      </Button>
    </div>
  );
}
