/** One request as a row, which folds out into all that is known of it. */
import type { NetworkEntry } from "../../../bindings";
import { byteSize } from "../../../parts/byte-size";
import { duration } from "../../../parts/elapsed";
import { visibleText } from "../../../parts/visible-text";
import { addressParts } from "./address-parts";
import { INITIATORS } from "./filter";
import { NetworkDetail } from "./network-detail";
import { cameOf } from "./outcome";

type Props = { entry: NetworkEntry; isOpen: boolean; onToggle: () => void };

export function NetworkRow({ entry, isOpen, onToggle }: Props) {
  const { method, url, initiator, mimeType, bytes, duration: took } = entry.request;
  const { name, host } = addressParts(url);
  const { words, colour, by } = cameOf(entry);
  const made = [by, INITIATORS[initiator], mimeType ?? ""].filter((part) => part !== "").join(" · ");
  return (
    <div>
      <button
        type="button"
        data-testid="request"
        data-verdict={entry.verdict.kind}
        aria-expanded={isOpen}
        title={visibleText(url)}
        onClick={onToggle}
        className="flex w-full flex-col gap-0.5 px-2.5 py-1.5 text-left text-xs -outline-offset-2 hover:bg-surface-secondary"
      >
        <span className="flex w-full items-baseline gap-2">
          <code className="shrink-0 text-secondary">{visibleText(method)}</code>
          <span className="min-w-0 flex-1 truncate">
            {visibleText(name)} <span className="text-secondary">{visibleText(host)}</span>
          </span>
          <span className={`shrink-0 tabular-nums ${colour}`}>{words}</span>
        </span>
        <span className="flex w-full items-baseline gap-2 text-secondary">
          <span className="min-w-0 flex-1 truncate">{visibleText(made)}</span>
          <span className="shrink-0 tabular-nums">{bytes === null ? "" : byteSize(bytes)}</span>
          <span className="w-13 shrink-0 text-right tabular-nums">
            {took === null ? "–" : duration(took)}
          </span>
        </span>
      </button>
      {isOpen ? <NetworkDetail entry={entry} /> : null}
    </div>
  );
}
