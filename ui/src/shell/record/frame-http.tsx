/** The HTTP exchange that a frame was part of. */
import type { FrameHttp, Header } from "../../bindings";
import { CopyText } from "../../parts/copy-text";
import { duration } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { Facts } from "../facts";
import { Section } from "../page";

export function HttpPart({ http }: { http: FrameHttp }) {
  const facts: [string, string][] = [
    ["Request", visibleText(`${http.method} ${http.url}`)],
    ["Status", http.status === null ? "No response yet" : String(http.status)],
    ["First byte", http.firstByteMs === null ? "–" : `after ${duration(http.firstByteMs)}`],
    ["Exchange", String(http.exchange)],
  ];
  return (
    <Section title="HTTP exchange">
      <Facts facts={facts} />
      <Headers label="Request headers" headers={http.requestHeaders} />
      <Headers label="Response headers" headers={http.responseHeaders} />
    </Section>
  );
}

function Headers({ label, headers }: { label: string; headers: Header[] }) {
  return (
    <details open className="rounded-md bg-surface-secondary text-xs" data-testid="frame-headers">
      <summary className="cursor-pointer px-2 py-1.5 text-secondary">
        {label} ({headers.length})
      </summary>
      {headers.length > 0 ? (
        <div className="relative border-t border-subtle p-2 pr-10 font-mono leading-5 [overflow-wrap:anywhere]">
          <div className="absolute top-1 right-1">
            <CopyText
              text={() => headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}
              label={`Copy the ${label.toLowerCase()}`}
            />
          </div>
          {headers.map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes.
            <div key={index}>
              <span className="text-secondary">{visibleText(name)}:</span> {visibleText(value)}
            </div>
          ))}
        </div>
      ) : null}
    </details>
  );
}
