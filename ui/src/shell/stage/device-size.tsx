/** The width and height of a screen, where a person wants others than the device's. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import type { Device, Size } from "../../bindings";
import { LONGEST_SIDE, readSide, SHORTEST_SIDE } from "./arrangement";

type Props = { device: Device; onChange: (size: Size | null) => void };

const RANGE = `Whole pixels, ${SHORTEST_SIDE} to ${LONGEST_SIDE}`;

export function DeviceSize({ device, onChange }: Props) {
  const [width, setWidth] = useState(String(device.width));
  const [height, setHeight] = useState(String(device.height));
  const wide = readSide(width);
  const high = readSide(height);
  const isSame = device.customSize !== null && wide === device.width && high === device.height;
  return (
    <form
      className="flex items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (wide !== null && high !== null) onChange({ width: wide, height: high });
      }}
    >
      <Side label="Width" testId="device-width" text={width} isValid={wide !== null} onChange={setWidth} />×
      <Side
        label="Height"
        testId="device-height"
        text={height}
        isValid={high !== null}
        onChange={setHeight}
      />
      <Button
        type="submit"
        color="secondary"
        variant="outline"
        size="2xs"
        data-testid="device-size-set"
        disabled={wide === null || high === null || isSame}
      >
        Set
      </Button>
      <Button
        color="secondary"
        variant="ghost"
        size="2xs"
        title="The width and height of the device"
        data-testid="device-size-preset"
        disabled={device.customSize === null}
        onClick={() => onChange(null)}
      >
        As the preset
      </Button>
    </form>
  );
}

type SideProps = {
  label: string;
  testId: string;
  text: string;
  isValid: boolean;
  onChange: (text: string) => void;
};

function Side({ label, testId, text, isValid, onChange }: SideProps) {
  return (
    <Input
      className="w-18"
      size="2xs"
      inputMode="numeric"
      autoComplete="off"
      aria-label={`${label} in CSS pixels, ${SHORTEST_SIDE} to ${LONGEST_SIDE}`}
      title={`${label}: ${RANGE}`}
      data-testid={testId}
      invalid={!isValid}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
