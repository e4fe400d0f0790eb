/** Answers that are given in the person's place: their script, how far it has come, and stories as files. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Play, Stop } from "@openai/apps-sdk-ui/components/Icon";
import { useState } from "react";
import { useBackend } from "../../../backend";
import type { AnswerScript, Rehearsal } from "../../../bindings";
import { useKept } from "../../navigation";
import { ProblemPanel } from "../../problem-panel";
import { useConversation, useRehearsal } from "../../queries";
import { RehearsalProgress } from "./rehearsal-progress";
import { draftOf, FIRST_DRAFT, isSame, readScript, type ScriptDraft } from "./script-draft";
import { ScriptEditor } from "./script-editor";
import { StoryFiles } from "./story-files";

export function RehearsalPart() {
  const conversation = useConversation().data?.id;
  const rehearsal = useRehearsal();
  return (
    <StoryFiles>
      <p className="text-xs text-secondary">
        A rehearsal answers the prompts of this conversation in your place, as written here. A card can be
        answered by hand before its answer is given.
      </p>
      {rehearsal.error ? <ProblemPanel problem={rehearsal.error} /> : null}
      {conversation && rehearsal.data !== undefined ? (
        <Script key={conversation} conversation={conversation} rehearsal={rehearsal.data} />
      ) : null}
    </StoryFiles>
  );
}

/** What is typed is kept until it is the script that runs. */
function Script({ conversation, rehearsal }: { conversation: string; rehearsal: Rehearsal | null }) {
  const backend = useBackend();
  const first = rehearsal ? draftOf(rehearsal.script) : FIRST_DRAFT;
  const [draft, setDraft, dropDraft] = useKept<ScriptDraft>(`script ${conversation}`, first);
  const [problem, setProblem] = useState<unknown>(null);
  const { script, fault } = readScript(draft);
  const isReady = script !== null && script.answers.length > 0;
  const differs = rehearsal !== null && (script === null || !isSame(script, rehearsal.script));
  const set = (next: AnswerScript | null) => {
    setProblem(null);
    // What was stopped stays written, to be started again.
    setDraft(draft);
    backend.setRehearsal(next).catch(setProblem);
  };
  return (
    <>
      {rehearsal ? <RehearsalProgress rehearsal={rehearsal} /> : null}
      <ScriptEditor draft={draft} fault={fault ?? ""} onChange={setDraft} />
      {problem ? <ProblemPanel problem={problem} /> : null}
      {differs ? (
        <p className="flex items-center gap-2 text-xs text-secondary" data-testid="script-differs">
          <span className="flex-1">What is written here is not what answers now.</span>
          <Button
            color="secondary"
            variant="ghost"
            size="2xs"
            data-testid="script-revert"
            onClick={dropDraft}
          >
            Show what answers
          </Button>
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button
          color="primary"
          size="sm"
          data-testid="rehearsal-start"
          disabled={!isReady}
          title={isReady ? "From the first answer on" : "Add an answer, and mend what is marked"}
          onClick={() => set(script)}
        >
          <Play /> {rehearsal ? "Start over" : "Start"}
        </Button>
        {rehearsal ? (
          <Button
            color="secondary"
            variant="outline"
            size="sm"
            data-testid="rehearsal-stop"
            title="You answer again"
            onClick={() => set(null)}
          >
            <Stop /> Stop
          </Button>
        ) : null}
      </div>
    </>
  );
}
