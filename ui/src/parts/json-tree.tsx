/** A JSON value as a tree that folds, with Copy. Long texts and lists are cut until "Show all". */
import { useState } from "react";
import { allExpanded, JsonView } from "react-json-view-lite";
import { CopyText } from "./copy-text";
import styles from "./json-tree.module.css";
import { shorten } from "./shorten";

const EXPANDED_LEVELS = 2;
const EXPANDED_ENTRIES = 50;
/** A value as short as this, written out, is shown whole at once. */
const SHORT_TEXT = 1_500;

type Props = { value: unknown; label: string };

export function JsonTree({ value, label }: Props) {
  const [whole, setWhole] = useState(false);
  const shortened = shorten(value);
  const shown = whole ? value : shortened.value;
  return (
    <figure className="relative rounded-md bg-surface-secondary">
      <div className="absolute top-1 right-1">
        <CopyText text={() => JSON.stringify(value, null, 2)} label={`Copy ${label}`} />
      </div>
      <div className="overflow-x-auto p-2 pr-10 font-mono text-xs leading-5">
        {isBranch(shown) ? (
          <JsonView
            data={shown}
            style={styles}
            shouldExpandNode={isShort(shown) ? allExpanded : expandAtFirst}
            aria-label={label}
          />
        ) : (
          <span className={styles.stringValue}>{JSON.stringify(shown)}</span>
        )}
      </div>
      {shortened.cuts > 0 && !whole ? (
        <figcaption className="border-t border-subtle px-2 py-1 text-xs text-secondary">
          Long texts and lists are shortened.{" "}
          <button type="button" className="underline" onClick={() => setWhole(true)}>
            Show all
          </button>
        </figcaption>
      ) : null}
    </figure>
  );
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isShort(value: unknown): boolean {
  return (JSON.stringify(value)?.length ?? 0) <= SHORT_TEXT;
}

function expandAtFirst(level: number, value: unknown): boolean {
  if (!isBranch(value)) return false;
  return level < EXPANDED_LEVELS && Object.keys(value).length <= EXPANDED_ENTRIES;
}
