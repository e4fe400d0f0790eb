/** The prompts of the conversation, what is remembered of their answers, rehearsing them, and the report of it all. */
import { Tabs } from "radix-ui";
import { useKept } from "../navigation";
import { Page } from "../page";
import { ApprovalLog } from "./history/approval-log";
import { ReportPart } from "./history/report-part";
import { RememberedPart } from "./remembered/remembered-part";
import { RehearsalPart } from "./script/rehearsal-part";

/** Few and short enough for one line of the narrowest workbench. */
const PARTS = [
  { value: "log", label: "Prompts", Content: ApprovalLog },
  { value: "remembered", label: "Remembered", Content: RememberedPart },
  { value: "rehearsal", label: "Rehearsal", Content: RehearsalPart },
  { value: "report", label: "Report", Content: ReportPart },
];

export function ApprovalsPage() {
  const [part, setPart] = useKept("approvals-part", "log");
  return (
    <Page title="Approvals">
      <Tabs.Root value={part} onValueChange={setPart} className="flex flex-col gap-3">
        <Tabs.List
          aria-label="Parts of the approvals"
          className="-mx-2 flex flex-wrap border-b border-subtle"
        >
          {PARTS.map(({ value, label }) => (
            <Tabs.Trigger
              key={value}
              value={value}
              data-testid={`approvals-tab-${value}`}
              className="-mb-px border-b-2 border-transparent px-2 py-1.5 text-sm text-secondary data-[state=active]:border-[var(--color-text)] data-[state=active]:text-default"
            >
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {PARTS.map(({ value, Content }) => (
          <Tabs.Content key={value} value={value} className="flex flex-col gap-3">
            <Content />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Page>
  );
}
