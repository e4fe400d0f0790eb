/** One answer of a script: what it is, for which tool, and its place. Ctrl+↑ and Ctrl+↓ move it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowDown, ArrowUp, XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import type { KeyboardEvent, ReactNode } from "react";
import type { Answer } from "../../../bindings";
import { Choice } from "../../../parts/choice";
import { ANSWERS, type DraftRow } from "./script-draft";

type Props = {
  row: DraftRow;
  /** Counted from 0. */
  index: number;
  count: number;
  onChange: (row: DraftRow) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

export function ScriptRow({ row, index, count, onChange, onMove, onRemove }: Props) {
  const name = `answer ${index + 1}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    if (!by || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <li
      className="flex items-center gap-1 @max-[22rem]:flex-wrap"
      data-testid="script-row"
      onKeyDown={onKeyDown}
    >
      <span className="w-5 shrink-0 text-right text-xs text-tertiary tabular-nums">{index + 1}.</span>
      <Choice
        label={`Answer ${index + 1}`}
        testId={`script-answer-${index}`}
        className="min-w-0 flex-3"
        value={row.answer}
        options={[...ANSWERS]}
        onChange={(answer) => onChange({ ...row, answer: answer as Answer })}
      />
      <span className="min-w-0 flex-2 @max-[22rem]:order-last @max-[22rem]:basis-full @max-[22rem]:pl-6">
        <Input
          size="md"
          autoComplete="off"
          spellCheck={false}
          aria-label={`Tool of ${name}`}
          title="Only for prompts of this tool, by its name"
          data-testid={`script-tool-${index}`}
          placeholder="any tool"
          value={row.tool}
          onChange={(event) => onChange({ ...row, tool: event.target.value })}
        />
      </span>
      <span className="flex shrink-0">
        <RowButton
          label={`Move ${name} up`}
          testId={`script-up-${index}`}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        >
          <ArrowUp />
        </RowButton>
        <RowButton
          label={`Move ${name} down`}
          testId={`script-down-${index}`}
          disabled={index === count - 1}
          onClick={() => onMove(1)}
        >
          <ArrowDown />
        </RowButton>
        <RowButton label={`Remove ${name}`} testId={`script-remove-${index}`} onClick={onRemove}>
          <XCrossed />
        </RowButton>
      </span>
    </li>
  );
}

type ButtonProps = {
  label: string;
  testId: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
};

function RowButton({ label, testId, disabled = false, onClick, children }: ButtonProps) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="2xs"
      uniform
      aria-label={label}
      title={label}
      data-testid={testId}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
