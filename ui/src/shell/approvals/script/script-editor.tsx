/** Writes the script of a rehearsal: the answers in their order, and how long each card is seen. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Plus } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useRef } from "react";
import { Labelled } from "../../../parts/labelled";
import { type ScriptDraft, withMoved, withOneMore, withoutRow, withRow } from "./script-draft";
import { ScriptRow } from "./script-row";

type Props = {
  draft: ScriptDraft;
  /** What is wrong with the pause; empty where nothing is. */
  fault: string;
  onChange: (draft: ScriptDraft) => void;
};

export function ScriptEditor({ draft, fault, onChange }: Props) {
  const add = useRef<HTMLButtonElement>(null);
  // The button that removed the row has gone with it: the keyboard goes on at the next one that stays.
  const remove = (id: number) => {
    onChange(withoutRow(draft, id));
    add.current?.focus();
  };
  return (
    <div className="@container flex flex-col gap-2">
      <p className="text-xs text-secondary">
        Each prompt gets the first answer that is left and fits its tool. One that names a tool waits for it.
        Ctrl+↑ and Ctrl+↓ move an answer.
      </p>
      {draft.rows.length === 0 ? (
        <p className="text-sm text-secondary" data-testid="script-empty">
          There is no answer yet. Add the first.
        </p>
      ) : null}
      <ol className="flex flex-col gap-1" aria-label="Answers, in the order in which they are given">
        {draft.rows.map((row, index) => (
          <ScriptRow
            key={row.id}
            row={row}
            index={index}
            count={draft.rows.length}
            onChange={(changed) => onChange(withRow(draft, changed))}
            onMove={(by) => onChange(withMoved(draft, row.id, by))}
            onRemove={() => remove(row.id)}
          />
        ))}
      </ol>
      <Button
        ref={add}
        color="secondary"
        variant="ghost"
        size="2xs"
        className="self-start"
        data-testid="script-add"
        onClick={() => onChange(withOneMore(draft))}
      >
        <Plus /> Add an answer
      </Button>
      <Labelled
        label="How long a card is seen"
        htmlFor="script-pause"
        notes={
          fault ? (
            <p role="alert" className="text-xs text-danger" data-testid="script-fault">
              {fault}
            </p>
          ) : null
        }
      >
        <Input
          id="script-pause"
          className="max-w-56"
          data-testid="script-pause"
          inputMode="numeric"
          autoComplete="off"
          invalid={fault !== ""}
          endAdornment={<span className="text-xs text-tertiary">milliseconds</span>}
          value={draft.pause}
          onChange={(event) => onChange({ ...draft, pause: event.target.value })}
        />
      </Labelled>
    </div>
  );
}
