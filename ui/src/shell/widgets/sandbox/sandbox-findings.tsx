/** What came of a widget's sandbox, worst first. */
import type { SandboxFinding, Weight } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";
import { Section } from "../../page";
import { Position } from "../position";

const GROUPS: readonly { weight: Weight; title: string; colours: string }[] = [
  { weight: "broken", title: "Broken", colours: "border-danger-surface bg-danger-surface" },
  {
    weight: "willBreak",
    title: "Will break when published",
    colours: "border-warning-surface bg-warning-surface",
  },
  { weight: "note", title: "Worth knowing", colours: "border-default bg-surface-secondary" },
];

export function SandboxFindings({ findings }: { findings: SandboxFinding[] }) {
  return GROUPS.map(({ weight, title, colours }) => {
    const own = findings.filter((finding) => finding.weight === weight);
    if (own.length === 0) return null;
    return (
      <Section key={weight} title={`${title} (${own.length})`}>
        <ul className="flex flex-col gap-1.5">
          {own.map((finding, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may read the same, and the list only grows.
            <Item key={index} finding={finding} colours={colours} />
          ))}
        </ul>
      </Section>
    );
  });
}

function Item({ finding, colours }: { finding: SandboxFinding; colours: string }) {
  const { weight, title, text, position, count } = finding;
  return (
    <li
      data-testid="sandbox-finding"
      data-weight={weight}
      className={`flex flex-col gap-0.5 rounded-md border px-2.5 py-1.5 text-xs ${colours}`}
    >
      <p className="font-medium [overflow-wrap:anywhere]">
        {visibleText(title)}
        {count > 1 ? (
          <span className="font-normal text-secondary"> · {count.toLocaleString("en")} times</span>
        ) : null}
      </p>
      <p className="text-secondary [overflow-wrap:anywhere]">{visibleText(text)}</p>
      <Position position={position} />
    </li>
  );
}
