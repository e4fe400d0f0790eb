/** How many things are broken or will break in the widgets of a call, in one line, which leads to them. */
import { ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import type { SandboxFinding, Weight, WidgetReport } from "../../../bindings";
import { useCallTab } from "../../activity/use-call-tab";
import { useNavigation } from "../../navigation";
import { useWidgetPart } from "../widget-parts";
import { useWidgetScreen } from "../widget-tab";

type Props = { call: string; reports: WidgetReport[] };

export function SandboxLine({ call, reports }: Props) {
  const { go } = useNavigation();
  const [, setTab] = useCallTab(call);
  const [, setPart] = useWidgetPart();
  const [, setScreen] = useWidgetScreen();
  const broken = withWeight(reports, "broken");
  const willBreak = withWeight(reports, "willBreak");
  const first = broken[0] ?? willBreak[0];
  if (!first) return null;
  const words = sentence(count(broken), count(willBreak));
  const show = () => {
    setTab("widget");
    setPart("sandbox");
    setScreen(first.screen);
    go({ kind: "call", id: call });
  };
  const colours =
    broken.length > 0
      ? "border-danger-surface bg-danger-surface"
      : "border-warning-surface bg-warning-surface";
  return (
    <button
      type="button"
      data-testid="sandbox-line"
      onClick={show}
      className={`flex items-center gap-2 rounded-md border px-2.5 py-1.5 text-left text-xs ${colours}`}
    >
      <span className="flex-1">{words}</span>
      <ChevronRight className="size-4 shrink-0" />
    </button>
  );
}

type Located = { screen: string; finding: SandboxFinding };

function withWeight(reports: WidgetReport[], weight: Weight): Located[] {
  return reports.flatMap(({ screen, sandbox }) =>
    (sandbox?.findings ?? [])
      .filter((finding) => finding.weight === weight)
      .map((finding) => ({ screen, finding })),
  );
}

/** The same on both screens is one thing. */
function count(found: Located[]): number {
  return new Set(found.map(({ finding }) => finding.title)).size;
}

function sentence(broken: number, willBreak: number): string {
  const now =
    broken === 1 ? "1 thing is broken in the sandbox" : `${broken} things are broken in the sandbox`;
  if (willBreak === 0) return `${now}.`;
  if (broken > 0) return `${now}, ${willBreak} will break when published.`;
  return willBreak === 1
    ? "1 thing will break when published."
    : `${willBreak} things will break when published.`;
}
