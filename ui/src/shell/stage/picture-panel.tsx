/** Pictures of one screen: of what, how dense, and what becomes of them. It stands above the screens, as all panels do. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Compared, PictureOf, PictureRequest, Problem, Screen } from "../../bindings";
import { Segments } from "../../parts/segments";
import { ComparisonPictures } from "./comparison";
import { PanelHead } from "./panel-head";
import { comparisonText, takenText } from "./picture-result";
import { ThresholdChoice, useThreshold } from "./threshold-choice";

type Props = { screen: Screen; name: string; onClose: () => void; onSheet: () => void };
type Density = "device" | "one";

export function PicturePanel({ screen, name, onClose, onSheet }: Props) {
  const backend = useBackend();
  const { device } = screen;
  const [of, setOf] = useState<PictureOf>("screen");
  const [density, setDensity] = useState<Density>("device");
  const [framed, setFramed] = useState(false);
  const [result, setResult] = useState("");
  const [compared, setCompared] = useState<Compared | null>(null);
  const [isBusy, setBusy] = useState(false);
  const threshold = useThreshold();
  const request: PictureRequest = {
    screen: device.id,
    of,
    framed: framed && of !== "widget",
    density: density === "one" ? 1 : null,
  };
  const act = async (doing: Promise<string>) => {
    setBusy(true);
    setResult("Taking the picture…");
    setCompared(null);
    setResult(await doing.catch(({ message, hint }: Problem) => `${message} ${hint}`.trim()));
    setBusy(false);
  };
  const save = async () => {
    const taken = await backend.savePicture(request);
    return taken ? takenText("Saved", taken) : "";
  };
  const compare = async () => {
    const comparison = await backend.comparePicture(request, threshold);
    if ("pictures" in comparison) setCompared(comparison.pictures);
    return comparisonText(comparison, threshold);
  };
  const actions = [
    { id: "copy", text: "Copy", act: async () => takenText("Copied", await backend.copyPicture(request)) },
    { id: "save", text: "Save…", act: save },
    {
      id: "keep",
      text: "Keep as baseline",
      act: async () => takenText("Kept", await backend.keepPicture(request)),
    },
    {
      id: "compare",
      text: "Compare with baseline",
      act: compare,
    },
  ];
  return (
    <section
      aria-label={`Pictures of the screen ${name}`}
      data-testid="picture"
      data-screen={device.id}
      className="flex max-h-[45vh] shrink-0 flex-col gap-2 overflow-y-auto border-b border-subtle bg-surface px-4 py-2.5 text-xs"
    >
      <PanelHead title={`Pictures of ${name}`} testId="picture-close" onClose={onClose}>
        <Segments<PictureOf>
          label="What is on it"
          value={of}
          onChange={setOf}
          options={[
            { value: "screen", label: "Screen", testId: "picture-of-screen" },
            { value: "widget", label: "Widget", testId: "picture-of-widget" },
            { value: "conversation", label: "Conversation", testId: "picture-of-conversation" },
          ]}
        />
        <Segments<Density>
          label="Pixels of one CSS pixel"
          value={density}
          onChange={setDensity}
          options={[
            {
              value: "device",
              label: `${device.pixelRatio}×, as the device`,
              testId: "picture-density-device",
            },
            { value: "one", label: "1×", testId: "picture-density-one" },
          ]}
        />
        <Checkbox
          checked={framed}
          disabled={of === "widget"}
          onCheckedChange={setFramed}
          data-testid="picture-framed"
          label={<span className="text-xs">With the device’s body</span>}
        />
      </PanelHead>
      <div className="flex flex-wrap items-center gap-2">
        {actions.map((action) => (
          <Button
            key={action.id}
            color="secondary"
            variant="outline"
            size="2xs"
            disabled={isBusy}
            data-testid={`picture-${action.id}`}
            onClick={() => void act(action.act())}
          >
            {action.text}
          </Button>
        ))}
        <ThresholdChoice />
        <Button
          color="secondary"
          variant="ghost"
          size="2xs"
          data-testid="picture-sheet"
          title="The newest result on several devices, on one picture"
          onClick={onSheet}
        >
          Contact sheet…
        </Button>
        <p className="min-w-0 break-words text-secondary" role="status" data-testid="picture-result">
          {result}
        </p>
      </div>
      {compared ? <ComparisonPictures pictures={compared} /> : null}
    </section>
  );
}
