/** The arguments of a prompt, a line each; long ones are cut, since See details has the whole. */
import { visibleText } from "../../parts/visible-text";

const LONGEST = 300;

export function ArgumentList({ value }: { value: unknown }) {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return <p className="text-xs text-tertiary">No arguments.</p>;
  return (
    <dl className="grid max-h-40 grid-cols-[auto_1fr] gap-x-3 gap-y-1 overflow-y-auto rounded-md bg-surface p-2 text-xs">
      {entries.map(([name, argument]) => (
        <div key={name} className="contents">
          <dt className="text-secondary">{visibleText(name)}</dt>
          <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">{inBrief(argument)}</dd>
        </div>
      ))}
    </dl>
  );
}

function inBrief(argument: unknown): string {
  const text = visibleText(JSON.stringify(argument) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
