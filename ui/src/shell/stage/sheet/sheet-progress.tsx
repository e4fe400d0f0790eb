/** How far a contact sheet is, and the way out of it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useBackend } from "../../../backend";
import { useReporting } from "../../problems";

type Props = { taken: number; pictures: number; label: string };

export function SheetProgress({ taken, pictures, label }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const at = Math.min(taken + 1, pictures);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <progress
        className="h-1.5 w-40 accent-current"
        value={taken}
        max={pictures}
        aria-label="Pictures that are taken"
      />
      <p className="min-w-0 break-words" role="status" data-testid="sheet-progress">
        {label === "" ? "Opening the screens…" : `${at} of ${pictures}: ${label}`}
      </p>
      <Button
        color="secondary"
        variant="outline"
        size="2xs"
        data-testid="sheet-cancel"
        onClick={() => report(backend.cancelSheet())}
      >
        Cancel
      </Button>
    </div>
  );
}
