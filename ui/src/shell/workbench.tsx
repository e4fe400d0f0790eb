/** The left of the window: prompts, questions and the model's turn on top, then the tabs and the view that is open, failures at the foot. */
import { Settings as Gear } from "@openai/apps-sdk-ui/components/Icon";
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { useKey } from "../parts/key-hint";
import { ActivityPage } from "./activity/activity-page";
import { CallPage } from "./activity/call-page";
import { ApprovalsPage } from "./approvals/approvals-page";
import { PendingApproval } from "./approvals/pending-approval";
import { ConnectorsTab } from "./connectors/connectors-tab";
import { PendingInquiry } from "./inquiries/pending-inquiry";
import { KeysPage } from "./keys/keys-page";
import { ModelPage } from "./model/model-page";
import { ModelTurnStrip } from "./model-turn/model-turn-strip";
import { useNavigation } from "./navigation";
import { ReportedProblems } from "./problems";
import { RecordPage } from "./record/record-page";
import { SettingsPage } from "./settings/settings-page";
import { useChanges } from "./settings/use-changes";
import type { ActivityView, Tab } from "./view";

/** However much waits above it, something of the view stays to be seen. */
const VIEW = "flex min-h-50 flex-1 flex-col";

export function Workbench({ width }: { width: number }) {
  const { place, openTab, go } = useNavigation();
  useKey("F1", () => go({ kind: "keys" }));
  return (
    <aside
      className="flex h-full shrink-0 flex-col bg-surface"
      style={{ width }}
      aria-label="Workbench"
      data-pane="workbench"
    >
      <Tabs.Root
        value={place.tab}
        onValueChange={(tab) => openTab(tab as Tab)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="@container flex min-h-11 shrink-0 items-center gap-4 border-b border-subtle px-4">
          <h1 className="sr-only text-sm font-semibold @min-[23rem]:not-sr-only">Greenroom</h1>
          <Tabs.List aria-label="Workbench" className="flex flex-1 gap-1 self-stretch">
            <TabTrigger tab="connectors">Connectors</TabTrigger>
            <TabTrigger tab="activity">Activity</TabTrigger>
            <TabTrigger tab="record">Record</TabTrigger>
            <SettingsTrigger />
          </Tabs.List>
        </div>
        <div className="flex min-h-0 flex-col overflow-y-auto">
          <PendingApproval />
          <PendingInquiry />
          <ModelTurnStrip />
        </div>
        <Tabs.Content value="connectors" className={VIEW}>
          <ConnectorsTab view={place.connectors} />
        </Tabs.Content>
        <Tabs.Content value="activity" className={VIEW}>
          <ActivityTab view={place.activity} />
        </Tabs.Content>
        <Tabs.Content value="record" className={VIEW}>
          <RecordPage open={place.record.kind === "frame" ? place.record.number : null} />
        </Tabs.Content>
        <Tabs.Content value="settings" className={VIEW}>
          {place.settings.kind === "keys" ? <KeysPage /> : <SettingsPage />}
        </Tabs.Content>
      </Tabs.Root>
      <ReportedProblems />
    </aside>
  );
}

const TRIGGER =
  "-mb-px border-b-2 border-transparent px-2 text-sm text-secondary hover:text-default data-[state=active]:border-[var(--color-text)] data-[state=active]:text-default";

function TabTrigger({ tab, children }: { tab: Tab; children: ReactNode }) {
  return (
    <Tabs.Trigger value={tab} data-testid={`tab-${tab}`} className={TRIGGER}>
      {children}
    </Tabs.Trigger>
  );
}

/** A dot says that something is not saved. */
function SettingsTrigger() {
  const [changes] = useChanges();
  const label = changes.size > 0 ? "Settings, not saved" : "Settings";
  return (
    <Tabs.Trigger
      value={"settings" satisfies Tab}
      data-testid="tab-settings"
      aria-label={label}
      title={label}
      className={`relative ml-auto ${TRIGGER}`}
    >
      <Gear className="size-4" />
      {changes.size > 0 ? (
        <span className="absolute top-2.5 right-1 size-1.5 rounded-full bg-[var(--color-text-warning)]" />
      ) : null}
    </Tabs.Trigger>
  );
}

function ActivityTab({ view }: { view: ActivityView }) {
  switch (view.kind) {
    case "call":
      return <CallPage key={view.id} id={view.id} />;
    case "approvals":
      return <ApprovalsPage />;
    case "model":
      return <ModelPage screen={view.screen} from={view.from} />;
    case "activity":
      return <ActivityPage />;
  }
}
