/** The widgets of a call, one for each screen: what they know, what they said, and what they did against the rules. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { CallRecord, WidgetReport } from "../../bindings";
import { Segments } from "../../parts/segments";
import { useKept, useNavigation } from "../navigation";
import { ProblemPanel } from "../problem-panel";
import { useWidgets } from "../queries";
import { useScreenName } from "../stage/use-screen-name";
import { WidgetParts } from "./widget-parts";

/** The screen whose widget is looked at, in every call; until one is chosen, the first. */
export function useWidgetScreen() {
  return useKept("widget-screen", "");
}

export function WidgetTab({ record: { call } }: { record: CallRecord }) {
  const widgets = useWidgets(call.id);
  const [screen, setScreen] = useWidgetScreen();
  const { go } = useNavigation();
  if (widgets.error) return <ProblemPanel problem={widgets.error} />;
  if (!widgets.data) return null;
  const report = widgets.data.find((one) => one.screen === screen) ?? widgets.data[0];
  if (!report) {
    return (
      <p className="text-sm text-tertiary" data-testid="widget-none">
        {call.template
          ? "Its widget is not on a screen now. Open its conversation to see it."
          : "The tool names no template, so the call shows no widget."}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4" data-testid="widget-report" data-screen={report.screen}>
      <div className="flex flex-wrap items-center gap-2">
        {widgets.data.length > 1 ? (
          <ScreenChoice reports={widgets.data} screen={report.screen} onChange={setScreen} />
        ) : null}
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          className="ml-auto"
          data-testid="widget-model"
          onClick={() => go({ kind: "model", screen: report.screen, from: call.id })}
        >
          What the model sees
        </Button>
      </div>
      <WidgetParts key={report.instance} call={call} report={report} />
    </div>
  );
}

type ChoiceProps = { reports: WidgetReport[]; screen: string; onChange: (screen: string) => void };

function ScreenChoice({ reports, screen, onChange }: ChoiceProps) {
  const nameOf = useScreenName();
  return (
    <Segments
      label="Screen"
      value={screen}
      onChange={onChange}
      size="3xs"
      options={reports.map((report) => ({
        value: report.screen,
        label: nameOf(report.screen),
        testId: `widget-screen-${report.screen}`,
      }))}
    />
  );
}
