/** Names with something beside each, as rows that can be added and removed. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Plus, XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import type { ReactNode } from "react";

type Props<Row extends { name: string }> = {
  id: string;
  label: string;
  /** What one row is, as in "Add a header". */
  what: string;
  hint: string;
  notes?: ReactNode;
  rows: Row[];
  blank: Row;
  isNameFixed?: (row: Row) => boolean;
  renderValue: (row: Row, index: number) => ReactNode;
  onChange: (rows: Row[]) => void;
};

export function PairRows<Row extends { name: string }>(props: Props<Row>) {
  const { id, label, what, hint, notes, rows, blank, isNameFixed, renderValue, onChange } = props;
  const rename = (index: number, name: string) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, name } : row)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot have its legend and a button in one line.
    <div role="group" aria-labelledby={`${id}-label`} className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <span id={`${id}-label`} className="flex-1 text-sm font-medium">
          {label}
        </span>
        <Button
          color="secondary"
          variant="ghost"
          size="2xs"
          data-testid={`${id}-add`}
          onClick={() => onChange([...rows, blank])}
        >
          <Plus /> Add a {what}
        </Button>
      </div>
      {rows.length > 0 ? (
        <ul className="flex flex-col gap-1.5">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that stays while it is typed.
            <li key={index} className="flex items-center gap-1.5">
              <span className="w-2/5 shrink-0">
                <Input
                  size="sm"
                  autoComplete="off"
                  spellCheck={false}
                  aria-label={`Name of the ${what}`}
                  data-testid={`${id}-name-${index}`}
                  placeholder="Name"
                  disabled={isNameFixed?.(row) ?? false}
                  value={row.name}
                  onChange={(event) => rename(index, event.target.value)}
                />
              </span>
              {renderValue(row, index)}
              <Button
                color="secondary"
                variant="ghost"
                size="2xs"
                uniform
                aria-label={`Remove ${row.name || `the ${what}`}`}
                title="Remove"
                data-testid={`${id}-remove-${index}`}
                onClick={() => onChange(rows.filter((_, at) => at !== index))}
              >
                <XCrossed />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {hint ? <p className="text-xs text-tertiary">{hint}</p> : null}
      {notes}
    </div>
  );
}
