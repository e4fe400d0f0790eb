/** What was answered for longer than one call: what holds, to be taken back, and what no longer does. */

import { useState } from "react";
import type { Remembered } from "../../../bindings";
import { ShowMore } from "../../../parts/show-more";
import { ProblemPanel } from "../../problem-panel";
import { useRemembered } from "../../queries";
import { RememberedItem } from "./remembered-item";

export function RememberedPart() {
  const remembered = useRemembered();
  const all = remembered.data ?? [];
  const holding = all.filter(({ ended }) => ended === null);
  const ended = all.filter(({ ended }) => ended !== null);
  return (
    <>
      {remembered.error ? <ProblemPanel problem={remembered.error} /> : null}
      {remembered.data && holding.length === 0 ? (
        <p className="text-sm text-secondary" data-testid="remembered-empty">
          Nothing is remembered. When a card asks, answer with “Always allow” or “Allow for this
          conversation”: what then no longer asks is listed here.
        </p>
      ) : null}
      <ul className="flex flex-col gap-1.5" aria-label="What is remembered">
        {holding.map((one) => (
          <RememberedItem key={one.id} remembered={one} />
        ))}
      </ul>
      {ended.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-xs text-secondary" data-testid="remembered-ended">
            No longer remembered ({ended.length.toLocaleString("en")})
          </summary>
          <Ended all={ended} />
        </details>
      ) : null}
    </>
  );
}

/** They grow with every conversation. */
const PART = 50;

function Ended({ all }: { all: Remembered[] }) {
  const [most, setMost] = useState(PART);
  const hidden = Math.max(0, all.length - most);
  return (
    <div className="mt-1.5 flex flex-col gap-1.5">
      <ul className="flex flex-col gap-1.5" aria-label="What is no longer remembered">
        {all.slice(0, most).map((one) => (
          <RememberedItem key={one.id} remembered={one} />
        ))}
      </ul>
      <ShowMore hidden={hidden} testId="remembered-more" onMore={() => setMost(most + PART)} />
    </div>
  );
}
