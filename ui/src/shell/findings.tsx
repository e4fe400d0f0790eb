/** What is off-spec, or what ChatGPT would stumble over. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import type { Finding } from "../bindings";
import { visibleText } from "../parts/visible-text";

/** More than this push away what the page is about. */
const MOST = 20;

export function FindingList({ findings }: { findings: Finding[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, MOST);
  const hidden = findings.length - shown.length;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <ul className="flex w-full flex-col gap-1.5 text-xs" aria-label="Findings" data-testid="findings">
        {shown.map(({ path, text }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may be found twice, and the list never changes.
            key={index}
            className="rounded-md border border-warning-surface bg-warning-surface px-2.5 py-1.5 [overflow-wrap:anywhere]"
          >
            {path ? (
              <>
                <code className="mr-1.5 text-secondary">{visibleText(path)}</code>
                <wbr />
              </>
            ) : null}
            {visibleText(text)}
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          data-testid="findings-more"
          onClick={() => setWhole(true)}
        >
          Show {hidden.toLocaleString("en")} more
        </Button>
      ) : null}
    </div>
  );
}

/** How many there are, with the first of their texts on hover. */
export function FindingCount({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  const title = findings.slice(0, MOST).map((finding) => visibleText(finding.text));
  return (
    <Badge color="warning" size="sm">
      <span title={title.join("\n")}>
        {findings.length === 1 ? "1 finding" : `${findings.length} findings`}
      </span>
    </Badge>
  );
}
