/** What a file of connectors holds, with a box for each that can be added. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import type { ImportItem, ImportPlan } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { TRANSPORTS } from "./words";

type Props = {
  plan: ImportPlan;
  /** Keys of those that are not ticked. */
  left: ReadonlySet<string>;
  onLeave: (left: ReadonlySet<string>) => void;
};

export function ImportList({ plan, left, onLeave }: Props) {
  const toggle = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    onLeave(next);
  };
  return (
    <Section title={`${plan.shape} · ${plan.items.length}`}>
      {plan.items.length === 0 ? (
        <p className="text-sm text-secondary">The file can be read, but it holds no connectors.</p>
      ) : null}
      <ul className="flex flex-col gap-1.5" data-testid="import-plan">
        {plan.items.map((item) => (
          <Item
            key={item.key}
            item={item}
            isTicked={!item.problem && !left.has(item.key)}
            onToggle={() => toggle(item.key)}
          />
        ))}
      </ul>
      <Notes notes={plan.notes} />
      <p className="text-xs text-secondary">
        Add only what you trust: nobody has reviewed these servers, and a command runs as a program of yours.
      </p>
    </Section>
  );
}

function Item({ item, isTicked, onToggle }: { item: ImportItem; isTicked: boolean; onToggle: () => void }) {
  const { key, draft, summary, notes, problem } = item;
  return (
    <li className="panel flex flex-col gap-1.5 px-3 py-2" data-testid="import-item" data-name={draft.name}>
      <div className="flex items-start gap-2">
        <Checkbox
          id={`import-${key}`}
          data-testid={`import-tick-${key}`}
          label={<span className="text-sm font-medium">{visibleText(draft.name)}</span>}
          checked={isTicked}
          disabled={problem !== null}
          onCheckedChange={onToggle}
        />
        <span className="ml-auto text-xs text-tertiary">{TRANSPORTS[draft.endpoint.kind]}</span>
      </div>
      <code className="text-xs text-secondary [overflow-wrap:anywhere]">{visibleText(summary)}</code>
      <Notes notes={notes} />
      {problem ? <ProblemPanel problem={problem} /> : null}
    </li>
  );
}

function Notes({ notes }: { notes: string[] }) {
  return notes.map((note) => (
    <p key={note} className="text-xs text-warning-surface" data-testid="import-note">
      {visibleText(note)}
    </p>
  ));
}
