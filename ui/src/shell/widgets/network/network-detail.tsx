/** All that is known of one request. */
import type { ReactNode } from "react";
import type { NetworkEntry } from "../../../bindings";
import { byteSize } from "../../../parts/byte-size";
import { CopyText } from "../../../parts/copy-text";
import { duration, preciseTime } from "../../../parts/elapsed";
import { visibleText } from "../../../parts/visible-text";
import { Facts } from "../../facts";
import { Position } from "../position";
import { INITIATORS } from "./filter";
import { verdictText } from "./outcome";

export function NetworkDetail({ entry }: { entry: NetworkEntry }) {
  const { request, explanation } = entry;
  return (
    <div
      className="flex flex-col gap-2 border-t border-subtle bg-surface-secondary px-2.5 py-2"
      data-testid="request-detail"
    >
      <div className="flex items-start gap-1">
        <code className="min-w-0 flex-1 py-1 text-xs [overflow-wrap:anywhere]">
          {visibleText(request.url)}
        </code>
        <CopyText text={() => request.url} label="Copy the address" />
      </div>
      {explanation ? <p className="text-xs [overflow-wrap:anywhere]">{visibleText(explanation)}</p> : null}
      <div className="text-xs">
        <Facts facts={factsOf(entry)} />
      </div>
    </div>
  );
}

function factsOf(entry: NetworkEntry): [string, ReactNode][] {
  const { request } = entry;
  const facts: [string, ReactNode | null][] = [
    ["Verdict", verdictText(entry)],
    ["Status", request.status],
    ["Made by", INITIATORS[request.initiator]],
    ["Asked for at", request.position ? <Position key="at" position={request.position} /> : null],
    ["Type", request.mimeType && visibleText(request.mimeType)],
    ["Size", request.bytes === null ? null : byteSize(request.bytes)],
    ["Began", preciseTime(request.started).join("")],
    ["Took", request.duration === null ? null : duration(request.duration)],
    ["Told the widget", request.detail && visibleText(request.detail)],
  ];
  return facts.filter(([, value]) => value !== null && value !== "");
}
