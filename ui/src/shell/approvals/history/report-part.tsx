/** The report of the conversation's prompts. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Backend } from "../../../backend";
import { useConversation } from "../../queries";
import { TextToSave, useSaveableText } from "../../text-to-save";

export function ReportPart() {
  const conversation = useConversation().data?.id ?? "";
  return <Report key={conversation} />;
}

const read = (backend: Backend) => backend.approvalReport();
const write = (backend: Backend) => backend.saveApprovalReport();

function Report() {
  const file = useSaveableText(read, write);
  return (
    <>
      <div className="flex items-start gap-3">
        <p className="flex-1 text-xs text-secondary">
          What was asked in this conversation, why, what was answered, and what the servers then saw. In
          Markdown, as of now.
        </p>
        <Button
          color="secondary"
          variant="outline"
          size="xs"
          data-testid="approval-report-save"
          disabled={file.text === null}
          onClick={file.save}
        >
          Save…
        </Button>
      </div>
      <TextToSave
        of={file}
        label="Copy the report"
        testId="approval-report"
        saved={{ testId: "approval-report-saved" }}
      />
    </>
  );
}
