/** How far the script has come that answers now: which answer was given to which call. */
import type { GivenAnswer, Rehearsal } from "../../../bindings";
import { moment } from "../../../parts/elapsed";
import { visibleText } from "../../../parts/visible-text";
import { useNavigation } from "../../navigation";
import { answerText } from "./script-draft";

export function RehearsalProgress({ rehearsal: { script, given } }: { rehearsal: Rehearsal }) {
  const count = given.filter((one) => one !== null).length;
  const isDone = count === script.answers.length;
  return (
    <section className="panel flex flex-col gap-1.5 px-3 py-2 text-xs" data-testid="rehearsal-progress">
      <p className="text-sm font-medium" role="status">
        {isDone ? "All answers are given: from now on you are asked." : "The rehearsal answers."} {count} of{" "}
        {script.answers.length} given.
      </p>
      <ol className="flex list-decimal flex-col gap-0.5 pl-5" aria-label="Answers of the rehearsal">
        {script.answers.map(({ tool, answer }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer has no other identity than its place.
          <li key={index} data-testid="rehearsal-step" data-given={Boolean(given[index])}>
            {answerText(answer)}
            {tool ? (
              <>
                {" for "}
                <code>{visibleText(tool)}</code>
              </>
            ) : null}
            <Given given={given[index] ?? null} isAnswer={answer !== "ask_me"} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A step that leaves the prompt to the person gives no answer, but is used up all the same. */
function Given({ given, isAnswer }: { given: GivenAnswer | null; isAnswer: boolean }) {
  const { go } = useNavigation();
  if (!given) return <span className="text-tertiary"> · not given yet</span>;
  return (
    <>
      {isAnswer ? " · to " : " · left to you for "}
      <button
        type="button"
        className="underline [overflow-wrap:anywhere]"
        data-testid="rehearsal-call"
        title="Open the call"
        onClick={() => go({ kind: "call", id: given.callId, from: "approvals" })}
      >
        <code>{visibleText(given.toolName)}</code>
      </button>{" "}
      <span className="text-secondary">at {moment(given.at)}</span>
    </>
  );
}
