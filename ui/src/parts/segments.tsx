/** One choice of a few short ones, all of them in sight. */
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";

export type Segment<T> = { value: T; label: string; testId: string };

type Props<T extends string> = {
  /** For screen readers: what is chosen. */
  label: string;
  value: T;
  options: Segment<T>[];
  size?: "2xs" | "3xs";
  onChange: (value: T) => void;
};

export function Segments<T extends string>({ label, value, options, size = "2xs", onChange }: Props<T>) {
  return (
    <SegmentedControl<T> value={value} onChange={onChange} aria-label={label} size={size} pill={false}>
      {options.map((option) => (
        <SegmentedControl.Option key={option.value} value={option.value} data-testid={option.testId}>
          {option.label}
        </SegmentedControl.Option>
      ))}
    </SegmentedControl>
  );
}
