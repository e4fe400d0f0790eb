/** The requests of a widget on one screen: what became of each, and why. */
import { useState } from "react";
import type { NetworkEntry } from "../../../bindings";
import { MeasuredList } from "../../../parts/measured-list";
import { useKept } from "../../navigation";
import { ProblemPanel } from "../../problem-panel";
import { useWidgetNetwork } from "../../queries";
import { EVERY_REQUEST, fits, type RequestFilter } from "./filter";
import { NetworkFilter } from "./network-filter";
import { NetworkRow } from "./network-row";
import { SaveArchive } from "./save-archive";

const ROW_HEIGHT = 49;

export function NetworkPart({ call, instance }: { call: string; instance: string }) {
  const network = useWidgetNetwork(call, instance);
  if (network.error) return <ProblemPanel problem={network.error} />;
  if (!network.data) return null;
  if (network.data.length === 0) {
    return (
      <p className="text-sm text-tertiary" data-testid="network-empty">
        No requests so far. Whatever the widget asks for over the network appears here, with what became of
        it: answered, blocked by the content security policy, refused by CORS, or failed.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <Filtered entries={network.data} />
      <SaveArchive instance={instance} />
    </div>
  );
}

function Filtered({ entries }: { entries: NetworkEntry[] }) {
  const [filter, setFilter] = useKept<RequestFilter>("network-filter", EVERY_REQUEST);
  const [open, setOpen] = useState<number | null>(null);
  const shown = entries.filter((entry) => fits(entry, filter));
  return (
    <>
      <NetworkFilter filter={filter} onChange={setFilter} />
      {shown.length === 0 ? (
        <p className="text-sm text-tertiary" data-testid="network-empty">
          None of its {entries.length.toLocaleString("en")} requests fits.
        </p>
      ) : (
        <MeasuredList
          label="Requests, oldest first"
          testId="network"
          keys={shown.map(({ request }) => String(request.id))}
          usualHeight={ROW_HEIGHT}
          follows={false}
        >
          {(index) => {
            const entry = shown[index];
            if (!entry) return null;
            const { id } = entry.request;
            return (
              <NetworkRow
                entry={entry}
                isOpen={open === id}
                onToggle={() => setOpen(open === id ? null : id)}
              />
            );
          }}
        </MeasuredList>
      )}
    </>
  );
}
