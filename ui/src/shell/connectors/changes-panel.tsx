/** What a Refresh brought: what was added, removed and changed, or plainly that nothing was; and what it made forgotten. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { useState } from "react";
import type { Change, Refresh } from "../../bindings";
import { ShowMore } from "../../parts/show-more";
import { visibleText } from "../../parts/visible-text";
import { FieldDifference } from "./field-difference";

type Props = { refresh: Refresh; onDismiss: () => void };

const KINDS = {
  added: { label: "Added", colour: "success" },
  removed: { label: "Removed", colour: "danger" },
  changed: { label: "Changed", colour: "info" },
} as const;

/** As many as can be compared at once without a wait that is felt. */
const PART = 30;

export function ChangesPanel({ refresh: { changes, forgotten }, onDismiss }: Props) {
  const [most, setMost] = useState(PART);
  return (
    <section
      data-testid="connector-changes"
      aria-label="Changes"
      className="panel @container flex flex-col gap-2 p-3"
    >
      <div className="flex items-center gap-2">
        <h3 className="flex-1 text-sm font-medium">
          <span role="status">{summary(changes)}</span>
        </h3>
        <Button
          color="secondary"
          variant="ghost"
          size="3xs"
          uniform
          aria-label="Dismiss the changes"
          data-testid="connector-changes-dismiss"
          onClick={onDismiss}
        >
          <XCrossed />
        </Button>
      </div>
      {forgotten.length > 0 ? <Forgotten sentences={forgotten} /> : null}
      {changes.slice(0, most).map((change) => (
        <ChangeItem key={`${change.subject} ${change.name}`} change={change} />
      ))}
      <ShowMore
        hidden={changes.length - most}
        onMore={() => setMost(most + PART)}
        testId="connector-changes-more"
      />
    </section>
  );
}

function Forgotten({ sentences }: { sentences: string[] }) {
  return (
    <ul
      aria-label="No longer remembered"
      className="flex flex-col gap-1 rounded-md border border-warning-surface bg-warning-surface px-2.5 py-1.5 text-xs"
    >
      {sentences.map((sentence) => (
        <li key={sentence} data-testid="forgotten" className="[overflow-wrap:anywhere]">
          {visibleText(sentence)}
        </li>
      ))}
    </ul>
  );
}

function summary(changes: Change[]): string {
  if (changes.length === 0) return "Refreshed: nothing changed.";
  return changes.length === 1
    ? "Refreshed: one change."
    : `Refreshed: ${changes.length.toLocaleString("en")} changes.`;
}

function ChangeItem({ change }: { change: Change }) {
  const { label, colour } = KINDS[change.kind];
  return (
    <div
      className="flex flex-col gap-1.5 border-t border-subtle pt-2"
      data-testid="change"
      data-kind={change.kind}
    >
      <div className="flex items-center gap-2 text-sm">
        <Badge size="sm" color={colour}>
          {label}
        </Badge>
        <span className="text-secondary">{change.subject}</span>
        <code className="min-w-0 truncate text-xs">{visibleText(change.name)}</code>
      </div>
      {change.fields.map((field) => (
        <FieldDifference key={field.field} change={field} />
      ))}
      {change.note ? (
        <p
          className="rounded-md border border-warning-surface bg-warning-surface px-2.5 py-1.5 text-xs"
          data-testid="change-note"
        >
          {visibleText(change.note)}
        </p>
      ) : null}
    </div>
  );
}
