/**
 * The network conditions of one screen. It stands above the screens, which move down for it: what opened over them
 * would lie beneath the native views.
 */

import { useBackend } from "../../backend";
import type { Conditions, Screen } from "../../bindings";
import { Segments } from "../../parts/segments";
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
        <Segments<Speed>
          label="Network"
          value={speedOf(conditions)}
          onChange={(speed) => set(withSpeed(conditions, speed))}
          options={[
            { value: "online", label: "Online", testId: "conditions-online" },
            { value: "slow", label: "Slow", testId: "conditions-slow" },
            { value: "offline", label: "Offline", testId: "conditions-offline" },
          ]}
        />
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
