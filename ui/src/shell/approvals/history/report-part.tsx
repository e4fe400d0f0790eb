/** The report of the conversation's prompts, as it stands when this is opened: to read, to copy, to save. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useEffect, useState } from "react";
import { useBackend } from "../../../backend";
import { CopyText } from "../../../parts/copy-text";
import { visibleText } from "../../../parts/visible-text";
import { ProblemPanel } from "../../problem-panel";
import { useConversation } from "../../queries";

export function ReportPart() {
  const conversation = useConversation().data?.id ?? "";
  return <Report key={conversation} />;
}

function Report() {
  const backend = useBackend();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [savedTo, setSavedTo] = useState<string | null>(null);
  useEffect(() => {
    backend.approvalReport().then(setText, setProblem);
  }, [backend]);
  const save = () => {
    setProblem(null);
    setSavedTo(null);
    backend.saveApprovalReport().then(setSavedTo, setProblem);
  };
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
          disabled={text === null}
          onClick={save}
        >
          Save…
        </Button>
      </div>
      {problem ? <ProblemPanel problem={problem} /> : null}
      {savedTo ? (
        <p className="text-sm [overflow-wrap:anywhere]" role="status" data-testid="approval-report-saved">
          Saved to {visibleText(savedTo)}.
        </p>
      ) : null}
      {text === null ? null : (
        <figure className="relative rounded-md bg-surface-secondary">
          <div className="absolute top-1 right-1">
            <CopyText text={() => text} label="Copy the report" />
          </div>
          <pre
            className="p-3 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
            data-testid="approval-report"
          >
            {visibleText(text)}
          </pre>
        </figure>
      )}
    </>
  );
}
