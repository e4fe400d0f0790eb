/**
 * Headers or variables of the form, a row each. A stored value never comes back from the host: it stays as it is
 * until it is replaced or removed. A name without one stays without until something is typed.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { type ReactNode, useState } from "react";
import type { SecretDraft } from "../../bindings";
import { PairRows } from "../../parts/pair-rows";

type Props = {
  id: string;
  label: string;
  /** What one row is. */
  what: string;
  hint: string;
  rows: SecretDraft[];
  /** Names that have no stored value. */
  lacking: ReadonlySet<string>;
  notes: ReactNode;
  onChange: (rows: SecretDraft[]) => void;
};

export function SecretRows({ id, label, what, hint, rows, lacking, notes, onChange }: Props) {
  // A stored value whose replacement is being typed can be kept after all.
  const [replaced, setReplaced] = useState<ReadonlySet<string>>(new Set());
  const setValue = (index: number, value: string | null) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, value } : row)));
  const isStored = (row: SecretDraft) => row.value === null && !lacking.has(row.name);
  const replace = (row: SecretDraft, index: number) => {
    setReplaced(new Set(replaced).add(row.name));
    setValue(index, "");
  };
  return (
    <PairRows
      id={id}
      label={label}
      what={what}
      hint={hint}
      notes={notes}
      rows={rows}
      blank={{ name: "", value: "" }}
      isNameFixed={(row) => row.value === null || lacking.has(row.name) || replaced.has(row.name)}
      onChange={onChange}
      renderValue={(row, index) =>
        isStored(row) ? (
          <Stored id={id} index={index} name={row.name} onReplace={() => replace(row, index)} />
        ) : (
          <span className="flex min-w-0 flex-1 items-center gap-1">
            <Input
              size="sm"
              type="password"
              autoComplete="off"
              aria-label={`Value of ${row.name || `the ${what}`}`}
              data-testid={`${id}-value-${index}`}
              placeholder={lacking.has(row.name) ? "Needs a value" : "Value"}
              invalid={row.value === null}
              value={row.value ?? ""}
              onChange={({ target }) =>
                setValue(index, target.value === "" && lacking.has(row.name) ? null : target.value)
              }
            />
            {replaced.has(row.name) ? (
              <Button
                color="secondary"
                variant="ghost"
                size="2xs"
                data-testid={`${id}-keep-${index}`}
                onClick={() => setValue(index, null)}
              >
                Keep
              </Button>
            ) : null}
          </span>
        )
      }
    />
  );
}

type StoredProps = { id: string; index: number; name: string; onReplace: () => void };

function Stored({ id, index, name, onReplace }: StoredProps) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1">
      <span className="flex-1 truncate rounded-md bg-surface-secondary px-2.5 py-1 text-sm text-secondary">
        stored
      </span>
      <Button
        color="secondary"
        variant="ghost"
        size="2xs"
        aria-label={`Replace the value of ${name}`}
        data-testid={`${id}-replace-${index}`}
        onClick={onReplace}
      >
        Replace
      </Button>
    </span>
  );
}
