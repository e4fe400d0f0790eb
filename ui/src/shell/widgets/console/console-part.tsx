/** What a widget wrote to its console on one screen, with the errors and rejections that nothing caught. */
import { Search } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import type { ConsoleEntry } from "../../../bindings";
import { Choice } from "../../../parts/choice";
import { CopyText } from "../../../parts/copy-text";
import { MeasuredList } from "../../../parts/measured-list";
import { useKept } from "../../navigation";
import { ProblemPanel } from "../../problem-panel";
import { useWidgetConsole } from "../../queries";
import { ConsoleRow } from "./console-row";
import { asText, keyed, LEVEL_CHOICES, type LevelChoice, passes } from "./entries";

const ROW_HEIGHT = 46;

export function ConsolePart({ call, instance }: { call: string; instance: string }) {
  const console = useWidgetConsole(call, instance);
  if (console.error) return <ProblemPanel problem={console.error} />;
  if (!console.data) return null;
  if (console.data.length === 0) {
    return (
      <p className="text-sm text-tertiary" data-testid="console-empty">
        Nothing so far. What the widget logs appears here, and the errors and rejections that nothing caught.
      </p>
    );
  }
  return <Filtered entries={console.data} />;
}

function Filtered({ entries }: { entries: ConsoleEntry[] }) {
  const [level, setLevel] = useKept<LevelChoice>("console-level", "all");
  const [text, setText] = useKept("console-text", "");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const shown = keyed(entries).filter(({ entry }) => passes(entry, level, text));
  const toggle = (key: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return (
    <div className="flex flex-col gap-2">
      <search className="flex items-center gap-2">
        <Input
          className="min-w-0 flex-1"
          size="sm"
          type="search"
          aria-label="Search the console"
          data-testid="console-search"
          placeholder="Search"
          spellCheck={false}
          autoComplete="off"
          startAdornment={<Search className="size-4 text-tertiary" />}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Choice
          label="Level"
          testId="console-level"
          className="shrink-0"
          value={level}
          options={LEVEL_CHOICES}
          onChange={(value) => setLevel(value as LevelChoice)}
        />
        <CopyText
          text={() => shown.map(({ entry }) => asText(entry)).join("\n")}
          label="Copy all that is shown"
        />
      </search>
      {shown.length === 0 ? (
        <p className="text-sm text-tertiary" data-testid="console-empty">
          None of its {entries.length.toLocaleString("en")} entries fits.
        </p>
      ) : (
        <MeasuredList
          label="Console, oldest first"
          testId="console"
          keys={shown.map(({ key }) => key)}
          usualHeight={ROW_HEIGHT}
          follows
        >
          {(index) => {
            const row = shown[index];
            return row ? (
              <ConsoleRow entry={row.entry} isOpen={open.has(row.key)} onToggle={() => toggle(row.key)} />
            ) : null;
          }}
        </MeasuredList>
      )}
    </div>
  );
}
