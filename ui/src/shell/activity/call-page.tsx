/** One call, whole: result, request and response as they were on the wire, why it was asked, and how long it took. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import type { Call } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { FindingList } from "../findings";
import { useNavigation } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useCall, useWidgets } from "../queries";
import { EVERYTHING, useRecordFilter } from "../record/filter";
import { EditTab } from "../rehearsal/edit-tab";
import { ScenariosTab } from "../rehearsal/scenarios-tab";
import { StandInNote } from "../rehearsal/stand-in-note";
import { SandboxLine } from "../widgets/sandbox/sandbox-line";
import { WidgetTab } from "../widgets/widget-tab";
import { CallProgress, CallWarning } from "./call-progress";
import { CallStateBadge } from "./call-state";
import { DetailsTab, ResultTab, WireTab } from "./call-tabs";
import { useCallTab } from "./use-call-tab";

/** Few and short enough for one line of the narrowest workbench. */
const TABS = [
  { value: "result", label: "Result", Content: ResultTab },
  { value: "widget", label: "Widget", Content: WidgetTab },
  { value: "edit", label: "Edit", Content: EditTab },
  { value: "scenarios", label: "Scenarios", Content: ScenariosTab },
  { value: "wire", label: "Wire", Content: WireTab },
  { value: "details", label: "Details", Content: DetailsTab },
];

/** Of calls that show a widget. */
const OF_WIDGETS = ["edit", "scenarios"];

export function CallPage({ id }: { id: string }) {
  const record = useCall(id);
  const [tab, setTab] = useCallTab(id);
  if (!record.data) {
    return <Page title="Call">{record.error ? <ProblemPanel problem={record.error} /> : null}</Page>;
  }
  const { call, findings } = record.data;
  const hasWidget = call.template !== null && call.asker.kind !== "widget";
  const tabs = hasWidget ? TABS : TABS.filter(({ value }) => !OF_WIDGETS.includes(value));
  return (
    <Page title={visibleText(call.toolTitle)} actions={<CallStateBadge state={call.state} />}>
      <div className="@container flex flex-col gap-4" data-testid="call-detail" data-state={call.state}>
        <div className="flex items-center gap-2">
          <p className="min-w-0 flex-1 text-xs text-secondary [overflow-wrap:anywhere]">
            <code>{visibleText(call.toolName)}</code> of {visibleText(call.appName)}
          </p>
          <ToFrames call={call} />
        </div>
        <CallProgress call={call} />
        <CallWarning call={call} />
        {call.problem ? <ProblemPanel problem={call.problem} /> : null}
        {findings.length > 0 ? <FindingList findings={findings} /> : null}
        <WidgetFindings call={call} />
        {hasWidget ? <StandInNote call={call} /> : null}
        <Tabs.Root value={tab} onValueChange={setTab} className="flex flex-col gap-3">
          <Tabs.List
            aria-label="Parts of the call"
            className="-mx-2 flex flex-wrap border-b border-subtle @min-[26rem]:gap-1"
          >
            {tabs.map(({ value, label }) => (
              <Trigger key={value} value={value}>
                {label}
              </Trigger>
            ))}
          </Tabs.List>
          {tabs.map(({ value, Content }) => (
            <Tabs.Content key={value} value={value} className="flex flex-col gap-3">
              <Content record={record.data} />
            </Tabs.Content>
          ))}
        </Tabs.Root>
      </div>
    </Page>
  );
}

/** What its widgets did against the rules, each thing once for all screens. */
function WidgetFindings({ call }: { call: Call }) {
  const reports = useWidgets(call.id).data ?? [];
  const findings = reports.flatMap((widget) => widget.findings);
  const once = findings.filter(({ text }, at) => findings.findIndex((one) => one.text === text) === at);
  return (
    <>
      {once.length > 0 ? <FindingList findings={once} /> : null}
      <SandboxLine call={call.id} reports={reports} />
    </>
  );
}

/** What went over the wire for this call. */
function ToFrames({ call }: { call: Call }) {
  const { go } = useNavigation();
  const [, setFilter] = useRecordFilter();
  const show = () => {
    setFilter({ ...EVERYTHING, call: { id: call.id, title: call.toolTitle } });
    go({ kind: "record" });
  };
  return (
    <Button color="secondary" variant="soft" size="2xs" data-testid="call-frames" onClick={show}>
      Frames of this call
    </Button>
  );
}

function Trigger({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Trigger
      value={value}
      data-testid={`call-tab-${value}`}
      className="-mb-px border-b-2 border-transparent px-2 py-1.5 text-sm text-secondary data-[state=active]:border-[var(--color-text)] data-[state=active]:text-default"
    >
      {children}
    </Tabs.Trigger>
  );
}
