/**
 * The network conditions of one screen. It stands above the screens, which move down for it: what opened over them
 * would lie beneath the native views.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { XCrossed } from "@openai/apps-sdk-ui/components/Icon";
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import { useBackend } from "../../backend";
import type { Conditions, Screen } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { useReporting } from "../problems";
import { type Speed, speedOf, withSpeed } from "./conditions";
import { DelayChoice } from "./delay-choice";
import { FailingAddresses } from "./failing-addresses";

type Props = { screen: Screen; name: string; onClose: () => void };

export function ConditionsPanel({ screen, name, onClose }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const { device, conditions } = screen;
  const set = (next: Conditions) => report(backend.setConditions(device.id, next));
  useKey("Escape", onClose);
  return (
    <section
      aria-label={`Network of the screen ${name}`}
      data-testid="conditions"
      data-screen={device.id}
      className="flex max-h-[45vh] shrink-0 flex-col gap-2 overflow-y-auto border-b border-subtle bg-surface px-4 py-2.5 text-xs"
    >
      <div className="flex items-start gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-2">
          <h3 className="text-sm font-medium">Network of {name}</h3>
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
        </div>
        <Button
          color="secondary"
          variant="ghost"
          size="3xs"
          uniform
          className="mt-0.5 shrink-0"
          aria-label="Close"
          title="Close (Esc)"
          data-testid="conditions-close"
          onClick={onClose}
        >
          <XCrossed />
        </Button>
      </div>
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
