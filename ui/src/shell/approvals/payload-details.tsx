/** The whole payload of a call as it will be sent, once it is asked for, with nothing hidden in it. */
import { useState } from "react";
import type { Json } from "../../bindings";
import { CopyText } from "../../parts/copy-text";
import { LongText } from "../../parts/long-text";
import { visibleJson, visibleText } from "../../parts/visible-text";

export function PayloadDetails({ label, payload }: { label: string; payload: Json }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="text-xs" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-testid="approval-details" className="w-max cursor-pointer text-secondary">
        {visibleText(label)}
      </summary>
      {isOpen ? (
        <div className="relative mt-1">
          <div className="absolute top-1 right-3">
            <CopyText text={() => JSON.stringify(payload, null, 2)} label="Copy" />
          </div>
          <pre
            data-testid="approval-payload"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus.
            tabIndex={0}
            className="max-h-64 overflow-auto rounded-md bg-surface p-2 pr-10 font-mono whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            <LongText text={visibleJson(payload)} />
          </pre>
        </div>
      ) : null}
    </details>
  );
}
