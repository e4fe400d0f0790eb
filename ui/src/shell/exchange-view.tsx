/** One HTTP exchange, folded to its first line until someone wants the rest. */
import type { Exchange } from "../bindings";
import { CopyText } from "../parts/copy-text";
import { visibleText } from "../parts/visible-text";

export function ExchangeView({ exchange }: { exchange: Exchange }) {
  const { method, url, status, headers, bodyStart } = exchange;
  return (
    <details data-testid="exchange" className="rounded-md bg-surface text-xs">
      <summary className="cursor-pointer truncate px-2 py-1.5 font-mono">
        {method} {visibleText(url)} → {status ?? "no answer"}
      </summary>
      <div className="relative border-t border-subtle p-2 font-mono leading-5 [overflow-wrap:anywhere]">
        <div className="absolute top-1 right-1">
          <CopyText text={() => asText(exchange)} label="Copy the exchange" />
        </div>
        {headers.map((header, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes.
          <div key={index}>
            <span className="text-secondary">{visibleText(header.name)}:</span> {visibleText(header.value)}
          </div>
        ))}
        <pre className="mt-2 max-h-64 overflow-y-auto">
          {bodyStart === "" ? "(no body)" : visibleText(bodyStart)}
        </pre>
      </div>
    </details>
  );
}

function asText({ method, url, status, headers, bodyStart }: Exchange): string {
  const lines = headers.map((header) => `${header.name}: ${header.value}`);
  return [`${method} ${url}`, status === null ? "no answer" : `HTTP ${status}`, ...lines, "", bodyStart].join(
    "\n",
  );
}
