/**
 * What device one screen is, and where it stands among the others. Like the network conditions it stands above the
 * screens, which move down for it.
 */
import type { Screen } from "../../bindings";
import { Choice } from "../../parts/choice";
import { usePresets } from "../queries";
import { kindOf, withPreset, withSize } from "./arrangement";
import { DeviceMoves } from "./device-moves";
import { DeviceSize } from "./device-size";
import { EmulatedList } from "./emulated-list";
import { PanelHead } from "./panel-head";
import { PersonSection } from "./person/person-section";
import { useArrange } from "./use-arrange";

type Props = { screen: Screen; name: string; onClose: () => void };

export function DevicePanel({ screen: { device }, name, onClose }: Props) {
  const presets = usePresets().data ?? [];
  const arrange = useArrange();
  const choose = (id: string) => {
    const preset = presets.find((one) => one.id === id);
    if (preset) arrange((now) => withPreset(now, device.id, preset));
  };
  return (
    <section
      aria-label={`Device of the screen ${name}`}
      data-testid="device"
      data-screen={device.id}
      className="flex max-h-[45vh] shrink-0 flex-col gap-2 overflow-y-auto border-b border-subtle bg-surface px-4 py-2.5 text-xs"
    >
      <PanelHead title={name} testId="device-close" onClose={onClose}>
        <Choice
          label="Device"
          testId="device-preset"
          value={device.preset}
          options={presets.map((preset) => ({
            value: preset.id,
            label: `${preset.name} · ${preset.width} × ${preset.height}`,
            group: kindOf(preset),
          }))}
          onChange={choose}
          className="max-w-80"
        />
        <DeviceSize
          key={`${device.width} × ${device.height}`}
          device={device}
          onChange={(size) => arrange((now) => withSize(now, device.id, size))}
        />
        <DeviceMoves device={device} onRemoved={onClose} />
      </PanelHead>
      <PersonSection device={device} />
      <p className="text-secondary" data-testid="device-source">
        Its measures: {device.source}. A device with another user agent loads this screen anew; a turn or
        another size does not. Its id is <code>{device.id}</code>.
      </p>
      <EmulatedList />
    </section>
  );
}
