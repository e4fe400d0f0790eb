/** The arguments of a prompt in brief, a line each; the details have them whole. */
import { visibleText } from "../../parts/visible-text";

const LONGEST_NAME = 80;
const LONGEST_VALUE = 300;
const MOST = 20;

export function ArgumentList({ value }: { value: unknown }) {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return <p className="text-xs text-tertiary">No arguments.</p>;
  const more = entries.length - MOST;
  return (
    <div className="max-h-40 overflow-y-auto rounded-md bg-surface p-2 text-xs">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {entries.slice(0, MOST).map(([name, argument]) => (
          <div key={name} className="contents">
            <dt className="max-w-40 text-secondary [overflow-wrap:anywhere]">
              {inBrief(name, LONGEST_NAME)}
            </dt>
            <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">
              {inBrief(JSON.stringify(argument) ?? "", LONGEST_VALUE)}
            </dd>
          </div>
        ))}
      </dl>
      {more > 0 ? (
        <p className="mt-1 text-tertiary">And {more.toLocaleString("en")} more: see the details.</p>
      ) : null}
    </div>
  );
}

function inBrief(text: string, longest: number): string {
  return text.length > longest ? `${visibleText(text.slice(0, longest))}…` : visibleText(text);
}
