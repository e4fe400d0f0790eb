/** What there is to see of one widget on one screen, in four parts. Which of them stays chosen from call to call. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import type { Call, WidgetReport } from "../../bindings";
import { useKept } from "../navigation";
import { useWidgetConsole, useWidgetNetwork } from "../queries";
import { ConsolePart } from "./console/console-part";
import { NetworkPart } from "./network/network-part";
import { SandboxPart } from "./sandbox/sandbox-part";
import { WidgetReportView } from "./widget-report";

export type WidgetPart = "widget" | "sandbox" | "console" | "network";

export function useWidgetPart() {
  return useKept<WidgetPart>("widget-part", "widget");
}

export function WidgetParts({ call, report }: { call: Call; report: WidgetReport }) {
  const { instance, leftOut } = report;
  const [part, setPart] = useWidgetPart();
  return (
    <Tabs.Root
      value={part}
      onValueChange={(next) => setPart(next as WidgetPart)}
      className="flex flex-col gap-4"
    >
      <Tabs.List aria-label="Parts of the widget" className="flex flex-wrap gap-1">
        <Trigger part="widget">Widget</Trigger>
        <Trigger part="sandbox">
          Sandbox <SandboxCount report={report} />
        </Trigger>
        <Trigger part="console">
          Console <ConsoleCount call={call.id} instance={instance} />
        </Trigger>
        <Trigger part="network">
          Network <NetworkCount call={call.id} instance={instance} />
        </Trigger>
      </Tabs.List>
      <Content part="widget">
        <WidgetReportView report={report} />
      </Content>
      <Content part="sandbox">
        <SandboxPart call={call} report={report} />
      </Content>
      <Content part="console">
        <LeftOut what="entries of the console" count={leftOut.console} />
        <ConsolePart call={call.id} instance={instance} />
      </Content>
      <Content part="network">
        <LeftOut what="requests" count={leftOut.requests} />
        <NetworkPart call={call.id} instance={instance} />
      </Content>
    </Tabs.Root>
  );
}

type PartProps = { part: WidgetPart; children: ReactNode };

function Trigger({ part, children }: PartProps) {
  return (
    <Tabs.Trigger
      value={part}
      data-testid={`widget-part-${part}`}
      className="flex items-center gap-1 rounded-md px-2 py-1 text-xs text-secondary hover:text-default data-[state=active]:bg-surface-tertiary data-[state=active]:text-default"
    >
      {children}
    </Tabs.Trigger>
  );
}

function Content({ part, children }: PartProps) {
  return (
    <Tabs.Content value={part} className="flex flex-col gap-4">
      {children}
    </Tabs.Content>
  );
}

/** A widget can say more than anybody reads. */
function LeftOut({ what, count }: { what: string; count: number }) {
  if (count === 0) return null;
  return (
    <p className="text-xs text-secondary" data-testid="widget-left-out">
      There were too many {what} to keep: {count.toLocaleString("en")} are left out, the oldest first.
    </p>
  );
}

/** What is broken; where nothing is, what will be. */
function SandboxCount({ report: { sandbox } }: { report: WidgetReport }) {
  const of = (weight: string) => sandbox?.findings.filter((one) => one.weight === weight).length ?? 0;
  const broken = of("broken");
  return broken > 0 ? (
    <Count colour="danger" what="broken" count={broken} />
  ) : (
    <Count colour="warning" what="will break" count={of("willBreak")} />
  );
}

function ConsoleCount({ call, instance }: { call: string; instance: string }) {
  const entries = useWidgetConsole(call, instance).data ?? [];
  const errors = entries.filter(({ level }) => level === "error").length;
  return <Count colour="danger" what={errors === 1 ? "error" : "errors"} count={errors} />;
}

function NetworkCount({ call, instance }: { call: string; instance: string }) {
  const count = useWidgetNetwork(call, instance).data?.length ?? 0;
  return <Count colour="secondary" what={count === 1 ? "request" : "requests"} count={count} />;
}

type CountProps = { colour: "danger" | "warning" | "secondary"; what: string; count: number };

function Count({ colour, what, count }: CountProps) {
  if (count === 0) return null;
  return (
    <Badge size="sm" color={colour}>
      <span title={`${count} ${what}`}>{count}</span>
    </Badge>
  );
}
