/**
 * The network conditions of one screen. It stands above the screens, which move down for it: what opened over them
 * would lie beneath the native views.
 */
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import { useBackend } from "../../backend";
import type { Conditions, Screen } from "../../bindings";
import { useReporting } from "../problems";
import { type Speed, speedOf, withSpeed } from "./conditions";
import { DelayChoice } from "./delay-choice";
import { FailingAddresses } from "./failing-addresses";
import { PanelHead } from "./panel-head";

type Props = { screen: Screen; name: string; onClose: () => void };

export function ConditionsPanel({ screen, name, onClose }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { device, conditions } = screen;
  const set = (next: Conditions) => report(backend.setConditions(device.id, next));
  return (
    <section
      aria-label={`Network of the screen ${name}`}
      data-testid="conditions"
      data-screen={device.id}
      className="flex max-h-[45vh] shrink-0 flex-col gap-2 overflow-y-auto border-b border-subtle bg-surface px-4 py-2.5 text-xs"
    >
      <PanelHead title={`Network of ${name}`} testId="conditions-close" onClose={onClose}>
        <SegmentedControl<Speed>
          value={speedOf(conditions)}
          onChange={(speed) => set(withSpeed(conditions, speed))}
          aria-label="Network"
          size="2xs"
          pill={false}
        >
          <SegmentedControl.Option value="online" data-testid="conditions-online">
            Online
          </SegmentedControl.Option>
          <SegmentedControl.Option value="slow" data-testid="conditions-slow">
            Slow
          </SegmentedControl.Option>
          <SegmentedControl.Option value="offline" data-testid="conditions-offline">
            Offline
          </SegmentedControl.Option>
        </SegmentedControl>
        {speedOf(conditions) === "slow" ? (
          <DelayChoice
            key={conditions.delay}
            delay={conditions.delay}
            onChange={(delay) => set({ ...conditions, delay })}
          />
        ) : null}
      </PanelHead>
      <p className="text-secondary">
        For the widgets of this screen, also those that are shown now. A delay holds up what scripts fetch,
        not the images, styles and scripts of the document.
      </p>
      <FailingAddresses
        failing={conditions.failing}
        onChange={(failing) => set({ ...conditions, failing })}
      />
    </section>
  );
}
