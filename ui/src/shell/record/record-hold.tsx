/** How full the record is, and clearing it: for the settings. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { ClearConfirmation } from "./clear-confirmation";
import { RecordStatusLine } from "./record-status-line";

export function RecordHold() {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="panel flex flex-col overflow-hidden">
      {isAsking ? <ClearConfirmation onClose={() => setAsking(false)} /> : null}
      <div className="flex items-center gap-2 py-1.5 pr-2 pl-3">
        <RecordStatusLine />
        <Button
          color="secondary"
          variant="soft"
          size="2xs"
          className="ml-auto"
          data-testid="record-clear"
          onClick={() => setAsking(true)}
        >
          Clear…
        </Button>
      </div>
    </div>
  );
}
