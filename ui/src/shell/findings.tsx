/** What is off-spec, or what ChatGPT would stumble over. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import type { Finding } from "../bindings";
import { visibleText } from "../parts/visible-text";

export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-xs" aria-label="Findings" data-testid="findings">
      {findings.map(({ path, text }) => (
        <li
          key={path + text}
          className="rounded-md border border-warning-surface bg-warning-surface px-2.5 py-1.5"
        >
          {path ? <code className="mr-1.5 text-secondary">{visibleText(path)}</code> : null}
          {visibleText(text)}
        </li>
      ))}
    </ul>
  );
}

/** How many there are, with their texts on hover. */
export function FindingCount({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Badge color="warning" size="sm">
      <span title={findings.map((finding) => visibleText(finding.text)).join("\n")}>
        {findings.length === 1 ? "1 finding" : `${findings.length} findings`}
      </span>
    </Badge>
  );
}
