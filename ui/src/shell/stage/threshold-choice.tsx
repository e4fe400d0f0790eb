/** From which share of its pixels on a picture differs from the kept one. */
import { Choice } from "../../parts/choice";
import { useLook } from "../queries";
import { useSaveLook } from "../use-look";
import { percentText } from "./picture-result";

const THRESHOLDS = [0, 0.001, 0.01, 0.05];
const USUAL = 0.001;

/** As it was chosen last. */
export function useThreshold(): number {
  return useLook().data?.threshold ?? USUAL;
}

export function ThresholdChoice() {
  const threshold = useThreshold();
  const saveLook = useSaveLook();
  const offered = THRESHOLDS.includes(threshold) ? THRESHOLDS : [...THRESHOLDS, threshold];
  return (
    <Choice
      label="It differs from this share of its pixels on"
      title="It differs from this share of its pixels on"
      testId="picture-threshold"
      value={String(threshold)}
      options={offered
        .toSorted((one, other) => one - other)
        .map((share) => ({
          value: String(share),
          label: share === 0 ? "differs by any pixel" : `differs from ${percentText(share)} on`,
        }))}
      onChange={(share) => saveLook({ threshold: Number(share) })}
    />
  );
}
