/** What would be sent, an argument a line. Long values are cut here: the details have them whole. */
import type { Json } from "../bindings";
import { visibleText } from "../parts/visible-text";

const LONGEST_VALUE = 200;
const MOST_ARGUMENTS = 12;

export function ArgumentList({ value }: { value: Json }) {
  const named = typeof value === "object" && value !== null && !Array.isArray(value);
  const all = named ? Object.entries(value) : [["arguments", value] as const];
  if (all.length === 0) return <p className="arguments-none">It is called without arguments.</p>;
  const more = all.length - MOST_ARGUMENTS;
  return (
    <>
      <dl className="arguments">
        {all.slice(0, MOST_ARGUMENTS).map(([name, argument]) => (
          <div key={name}>
            <dt>{visibleText(name)}</dt>
            <dd>{written(argument)}</dd>
          </div>
        ))}
      </dl>
      {more > 0 && <p className="arguments-none">And {more} more: see the details.</p>}
    </>
  );
}

function written(argument: Json): string {
  const text = visibleText(typeof argument === "string" ? argument : JSON.stringify(argument));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
