/**
 * A contact sheet: the newest result on each device, in each theme, mode and language that is chosen, on one picture. It is
 * made on screens that nobody sees, and goes on where this panel is closed.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { useBackend } from "../../../backend";
import type { SheetWish, Stage } from "../../../bindings";
import { useReporting } from "../../problems";
import { useLook, useSheet, useSheetPlan } from "../../queries";
import { useSaveLook } from "../../use-look";
import { PanelHead } from "../panel-head";
import { Choices } from "./choices";
import { SheetProgress } from "./sheet-progress";
import { SheetTaken } from "./sheet-taken";
import { countText, firstWish, planNotes } from "./wish";

type Props = { stage: Stage; onClose: () => void };

export function SheetPanel({ stage, onClose }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const saveLook = useSaveLook();
  const kept = useLook().data?.sheet;
  const [chosen, setChosen] = useState<SheetWish | null>(null);
  const wish = chosen ?? kept ?? firstWish(stage);
  const plan = useSheetPlan(wish);
  const sheet = useSheet().data ?? { kind: "none" as const };
  const isBusy = sheet.kind === "taking";
  const change = (part: Partial<SheetWish>) => {
    const next = { ...wish, ...part };
    setChosen(next);
    saveLook({ sheet: next });
  };
  return (
    <section
      aria-label="Contact sheet"
      data-testid="sheet"
      className="@container flex max-h-[55vh] shrink-0 flex-col gap-2 overflow-y-auto border-b border-subtle bg-surface px-4 py-2.5 text-xs"
    >
      <PanelHead title="Contact sheet" testId="sheet-close" onClose={onClose}>
        <Button
          color="primary"
          size="2xs"
          disabled={isBusy || !plan.data}
          data-testid="sheet-take"
          onClick={() => report(backend.takeSheet(wish))}
        >
          Make the sheet
        </Button>
        <p className="min-w-0 text-secondary" role="status" data-testid="sheet-plan">
          {plan.error ? `${plan.error.message} ${plan.error.hint}`.trim() : null}
          {plan.data ? countText(plan.data.pictures) : null}
        </p>
      </PanelHead>
      {sheet.kind === "taking" ? <SheetProgress {...sheet} /> : null}
      {sheet.kind === "failed" ? (
        <p role="alert" className="break-words text-danger" data-testid="sheet-failed">
          {`${sheet.problem.message} ${sheet.problem.hint}`.trim()}
        </p>
      ) : null}
      <div className="flex flex-col gap-x-6 gap-y-2 @min-[44rem]:flex-row-reverse">
        {sheet.kind === "taken" ? <SheetTaken {...sheet} /> : null}
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <Choices wish={wish} isBusy={isBusy} onChange={change} />
          {plan.data ? planNotes(plan.data, wish).map((note) => <Note key={note} text={note} />) : null}
          <p className="text-secondary">
            Of the newest result. Nothing is called again, and the screens below stay as they are.
          </p>
        </div>
      </div>
    </section>
  );
}

function Note({ text }: { text: string }) {
  return (
    <p className="text-secondary" data-testid="sheet-note">
      {text}
    </p>
  );
}
