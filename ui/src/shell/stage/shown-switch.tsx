/** Which of the screens are shown: the desktops, the phones and tablets, or all. */
import { Desktop, Mobile } from "@openai/apps-sdk-ui/components/Icon";
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import type { DeviceForm, Screen } from "../../bindings";
import { useSaveLook } from "../use-look";

/** Words that give way first when the window is narrow; their icons and labels stay. */
const SPACIOUS = "hidden @min-[52rem]:inline";

type Shown = DeviceForm | "both";

export function ShownSwitch({ screens }: { screens: Screen[] }) {
  const saveLook = useSaveLook();
  const show = (next: Shown | "some") => {
    if (next !== "some") saveLook({ shown: idsOf(screens, next) });
  };
  const lacks = (form: DeviceForm) => idsOf(screens, form).length === 0;
  return (
    <SegmentedControl<Shown | "some">
      value={shownOf(screens)}
      onChange={show}
      aria-label="Screens"
      size="xs"
      pill={false}
      className="shrink-0"
    >
      <SegmentedControl.Option
        value="desktop"
        disabled={lacks("desktop")}
        aria-label="Desktop only"
        data-testid="show-desktop"
      >
        <span className="flex items-center gap-1.5" title="Desktop only">
          <Desktop className="size-4" /> <span className={SPACIOUS}>Desktop</span>
        </span>
      </SegmentedControl.Option>
      <SegmentedControl.Option
        value="phone"
        disabled={lacks("phone")}
        aria-label="Phone only"
        data-testid="show-phone"
      >
        <span className="flex items-center gap-1.5" title="Phones and tablets only">
          <Mobile className="size-4" /> <span className={SPACIOUS}>Phone</span>
        </span>
      </SegmentedControl.Option>
      <SegmentedControl.Option
        value="both"
        disabled={lacks("desktop") || lacks("phone")}
        aria-label="Desktop and phone"
        data-testid="show-both"
      >
        <span title="All screens">Both</span>
      </SegmentedControl.Option>
    </SegmentedControl>
  );
}

function idsOf(screens: Screen[], shown: Shown): string[] {
  return screens
    .filter(({ device }) => shown === "both" || device.form === shown)
    .map(({ device }) => device.id);
}

/** `some` where it is none of the switch's: one that was added while others of its form were hidden. */
export function shownOf(screens: Screen[]): Shown | "some" {
  const shown = screens.filter((screen) => screen.shown).map(({ device }) => device.id);
  const is = (one: Shown) => idsOf(screens, one).join() === shown.join();
  return (["desktop", "phone", "both"] as const).find(is) ?? "some";
}
