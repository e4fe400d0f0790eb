/** The declaration that lets through what was blocked, in both spellings, ready to copy. */
import type { CspPatch } from "../../../bindings";
import { CopyBlock } from "../../../parts/copy-block";
import { visibleText } from "../../../parts/visible-text";
import { Section } from "../../page";

export function PatchView({ patch: { standard, legacy, added, notes } }: { patch: CspPatch }) {
  return (
    <Section title="Patch">
      <div className="flex flex-col gap-2 text-xs" data-testid="patch">
        {added.length > 0 ? (
          <>
            <p>
              Put one of the two into <code>_meta</code> of the template. It is the whole declaration; new in
              it:
            </p>
            <ul
              className="flex flex-col gap-0.5 font-mono [overflow-wrap:anywhere]"
              data-testid="patch-added"
            >
              {added.map((one) => (
                <li key={one}>+ {visibleText(one)}</li>
              ))}
            </ul>
            <p className="text-secondary">As MCP Apps has it:</p>
            <CopyBlock text={written(standard)} label="Copy ui.csp" testId="patch-standard" />
            <p className="text-secondary">As ChatGPT had it before:</p>
            <CopyBlock text={written(legacy)} label="Copy openai/widgetCSP" testId="patch-legacy" />
          </>
        ) : null}
        {notes.map((note) => (
          <p key={note} data-testid="patch-note" className="[overflow-wrap:anywhere]">
            {visibleText(note)}
          </p>
        ))}
      </div>
    </Section>
  );
}

function written(json: unknown): string {
  return JSON.stringify(json, null, 2);
}
