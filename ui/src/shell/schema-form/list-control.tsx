/** A list: add, remove, move. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowDownSm, ArrowUpSm, Plus, XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import { visibleText } from "../../parts/visible-text";
import { type ControlProps, controlId } from "./control";
import { type ListItem, pointer } from "./draft";
import { addedDraft } from "./draft-of";
import type { Field } from "./field";
import { FieldControl } from "./field-control";
import { useFieldNotes } from "./field-notes";

type Props = ControlProps & { item: Field };

export function ListControl({ draft, path, onChange, item }: Props) {
  if (draft.kind !== "list") return null;
  const change = (items: ListItem[]) => onChange({ kind: "list", items });
  const { items } = draft;
  const add = () => change([...items, { key: nextKey(items), draft: addedDraft(item) }]);
  return (
    <div className="flex flex-col gap-2 border-l border-default pl-3">
      {items.length === 0 ? <p className="text-xs text-tertiary">sends an empty list</p> : null}
      {items.map(({ key, draft: inner }, index) => (
        <div key={key} className="flex items-start gap-1">
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <label htmlFor={controlId([...path, index])} className="sr-only">
              {visibleText(path.join("."))}, item {index + 1}
            </label>
            <FieldControl
              field={item}
              draft={inner}
              path={[...path, index]}
              onChange={(next) => change(items.map((one) => (one.key === key ? { key, draft: next } : one)))}
            />
            <ItemNotes pointer={pointer([...path, index])} />
          </div>
          <ItemButton
            label={`Move item ${index + 1} up`}
            off={index === 0}
            onClick={() => change(moved(items, index, -1))}
          >
            <ArrowUpSm />
          </ItemButton>
          <ItemButton
            label={`Move item ${index + 1} down`}
            off={index === items.length - 1}
            onClick={() => change(moved(items, index, 1))}
          >
            <ArrowDownSm />
          </ItemButton>
          <ItemButton
            label={`Remove item ${index + 1}`}
            off={false}
            onClick={() => change(items.filter((one) => one.key !== key))}
          >
            <XCrossed />
          </ItemButton>
        </div>
      ))}
      <div>
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          data-testid={`${controlId(path)}-add`}
          onClick={add}
        >
          <Plus /> Add item
        </Button>
      </div>
    </div>
  );
}

function ItemNotes({ pointer }: { pointer: string }) {
  return useFieldNotes(pointer).map((text) => (
    <p key={text} className="text-xs text-danger" role="alert">
      {text}
    </p>
  ));
}

type ItemButtonProps = { label: string; off: boolean; onClick: () => void; children: ReactNode };

function ItemButton({ label, off, onClick, children }: ItemButtonProps) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="sm"
      uniform
      aria-label={label}
      disabled={off}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

function nextKey(items: ListItem[]): number {
  return items.reduce((highest, { key }) => Math.max(highest, key + 1), 0);
}

function moved(items: ListItem[], from: number, by: number): ListItem[] {
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, from + by), ...items.slice(from, from + 1), ...rest.slice(from + by)];
}
