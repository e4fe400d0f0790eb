/** A contact sheet that is done: what it looks like, and what becomes of it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { useBackend } from "../../../backend";
import type { PictureTaken, Problem } from "../../../bindings";
import { takenText } from "../picture-result";
import { countText } from "./wish";

type Props = { pictures: number; width: number; height: number; preview: string };

export function SheetTaken({ pictures, width, height, preview }: Props) {
  const backend = useBackend();
  const [said, setSaid] = useState("");
  const act = async (verb: string, doing: Promise<PictureTaken | null>) => {
    const became = doing.then((taken) => (taken ? takenText(verb, taken) : ""));
    setSaid(await became.catch(({ message, hint }: Problem) => `${message} ${hint}`.trim()));
  };
  return (
    <div className="flex min-w-0 shrink-0 flex-col gap-2 @min-[44rem]:w-1/2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          color="secondary"
          variant="outline"
          size="2xs"
          data-testid="sheet-save"
          onClick={() => void act("Saved", backend.saveSheet())}
        >
          Save…
        </Button>
        <Button
          color="secondary"
          variant="outline"
          size="2xs"
          data-testid="sheet-copy"
          onClick={() => void act("Copied", backend.copySheet())}
        >
          Copy
        </Button>
        <p className="min-w-0 break-words text-secondary" role="status" data-testid="sheet-result">
          {said || `${countText(pictures)} on ${width} × ${height} pixels`}
        </p>
      </div>
      <img
        src={preview}
        alt={`The contact sheet of ${countText(pictures)}`}
        className="max-h-[34vh] max-w-full self-start rounded-md border border-subtle object-contain"
        data-testid="sheet-preview"
      />
    </div>
  );
}
