/** The whole payload as it will be sent, once it is asked for, with nothing hidden in it. */
import { useId, useRef, useState } from "react";
import type { Json } from "../../bindings";
import { LongText } from "../../parts/long-text";
import { visibleJson, visibleText } from "../../parts/visible-text";
import { CopyButton } from "../copy-button";
import { ChevronIcon } from "../icons";

export function PayloadDetails({ label, payload }: { label: string; payload: Json }) {
  const [isOpen, setOpen] = useState(false);
  const region = useId();
  return (
    <div className="approval-details">
      <button
        type="button"
        className="details-toggle"
        data-testid="approval-details"
        aria-expanded={isOpen}
        aria-controls={isOpen ? region : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {visibleText(label)}
        <ChevronIcon />
      </button>
      {isOpen && <Payload id={region} payload={payload} />}
    </div>
  );
}

function Payload({ id, payload }: { id: string; payload: Json }) {
  const shown = useRef<HTMLPreElement>(null);
  return (
    <section className="payload" id={id} aria-label="What would be sent">
      <CopyButton
        label="Copy"
        text={() => JSON.stringify(payload, null, 2)}
        shown={() => shown.current}
        testId="approval-copy"
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus. */}
      <pre ref={shown} data-testid="approval-payload" tabIndex={0}>
        <LongText text={visibleJson(payload)} />
      </pre>
    </section>
  );
}
