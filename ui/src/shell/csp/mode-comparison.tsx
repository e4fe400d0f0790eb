/** Two modes of a template's policy, side by side in one table: what only one of them has is marked. */
import { useState } from "react";
import type { CspMode, ModePolicy } from "../../bindings";
import { Choice } from "../../parts/choice";
import { visibleText } from "../../parts/visible-text";
import { type Compared, compare, type Side } from "./compare";
import { labelOf, MODES } from "./modes";

const OPTIONS = MODES.map(({ mode, label }) => ({ value: mode, label }));

type Props = { modes: ModePolicy[]; inUse: CspMode };

/** At first the mode in use and the published one, until another is chosen. */
export function ModeComparison({ modes, inUse }: Props) {
  const [left, setLeft] = useState<CspMode | null>(null);
  const [right, setRight] = useState<CspMode>("published");
  const from = left ?? (inUse === "published" ? "developerEnforced" : inUse);
  return (
    <div className="flex flex-col gap-2 text-xs">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2 gap-y-1.5">
        <label htmlFor="policy-left" className="text-secondary">
          Compare
        </label>
        <Choice
          id="policy-left"
          testId="policy-left"
          value={from}
          options={OPTIONS}
          onChange={(mode) => setLeft(mode as CspMode)}
        />
        <label htmlFor="policy-right" className="text-secondary">
          with
        </label>
        <Choice
          id="policy-right"
          testId="policy-right"
          value={right}
          options={OPTIONS}
          onChange={(mode) => setRight(mode as CspMode)}
        />
      </div>
      <Difference modes={modes} left={from} right={right} />
    </div>
  );
}

type DifferenceProps = { modes: ModePolicy[]; left: CspMode; right: CspMode };

function Difference({ modes, left, right }: DifferenceProps) {
  const directivesOf = (mode: CspMode) => modes.find((one) => one.mode === mode)?.enforced ?? [];
  const one = directivesOf(left);
  const other = directivesOf(right);
  if (one.length === 0 && other.length === 0) {
    return <p data-testid="policy-summary">Nothing is enforced: whatever a widget asks for goes through.</p>;
  }
  if (one.length === 0 || other.length === 0) {
    const [free, bound] = one.length === 0 ? [left, right] : [right, left];
    return (
      <>
        <p data-testid="policy-summary">
          “{labelOf(free)}” enforces nothing. What “{labelOf(bound)}” lets through is this:
        </p>
        <Table rows={compare(directivesOf(bound), directivesOf(bound))} />
      </>
    );
  }
  const rows = compare(one, other);
  const differing = rows.filter(({ isSame }) => !isSame);
  const same = rows.filter(({ isSame }) => isSame);
  return (
    <>
      {differing.length > 0 ? (
        <>
          <p className="flex flex-wrap gap-x-3 gap-y-1" data-testid="policy-summary">
            <span className={MARKS.left.colours}>− only in “{labelOf(left)}”</span>
            <span className={MARKS.right.colours}>+ only in “{labelOf(right)}”</span>
          </p>
          <Table rows={differing} />
        </>
      ) : (
        <p data-testid="policy-summary">For this template the two are the same.</p>
      )}
      {same.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-secondary" data-testid="policy-same">
            {same.length === 1 ? "1 directive is" : `${same.length} directives are`} the same
          </summary>
          <Table rows={same} />
        </details>
      ) : null}
    </>
  );
}

const MARKS: Record<Side, { sign: string; colours: string; says: string }> = {
  both: { sign: "", colours: "", says: "" },
  left: { sign: "−", colours: "rounded-xs bg-danger-surface px-1", says: "only in the one" },
  right: { sign: "+", colours: "rounded-xs bg-success-surface px-1", says: "only in the other" },
};

function Table({ rows }: { rows: Compared[] }) {
  return (
    <table className="w-full table-fixed border-collapse">
      <tbody>
        {rows.map(({ name, sources }) => (
          <tr key={name} className="border-t border-subtle align-baseline" data-testid="policy-row">
            <th scope="row" className="w-24 py-1 pr-2 text-left font-mono font-normal text-secondary">
              {visibleText(name)}
            </th>
            <td className="py-1">
              <ul className="flex flex-wrap gap-x-2 gap-y-0.5 font-mono [overflow-wrap:anywhere]">
                {sources.map(({ source, side }) => (
                  <li key={source} className={`max-w-full ${MARKS[side].colours}`}>
                    {MARKS[side].sign ? (
                      <span role="img" aria-label={MARKS[side].says}>
                        {MARKS[side].sign}{" "}
                      </span>
                    ) : null}
                    {visibleText(source)}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
