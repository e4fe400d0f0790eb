/** Every prompt of the conversation, newest first: who asked, why, and how it was answered. */

import { ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import { useState } from "react";
import type { LoggedApproval } from "../../../bindings";
import { moment } from "../../../parts/elapsed";
import { ShowMore } from "../../../parts/show-more";
import { visibleText } from "../../../parts/visible-text";
import { askerText, CallStateBadge, decisionText } from "../../activity/call-state";
import { useNavigation } from "../../navigation";
import { ProblemPanel } from "../../problem-panel";
import { useApprovalLog } from "../../queries";
import { useScreenName } from "../../stage/use-screen-name";

/** As many as can be looked through at once. */
const PART = 100;

export function ApprovalLog() {
  const log = useApprovalLog();
  const [most, setMost] = useState(PART);
  const prompts = (log.data ?? []).toReversed();
  const hidden = Math.max(0, prompts.length - most);
  return (
    <>
      {log.error ? <ProblemPanel problem={log.error} /> : null}
      {log.data && prompts.length === 0 ? (
        <p className="text-sm text-secondary" data-testid="approval-log-empty">
          Nothing has asked in this conversation. Run a tool that asks first: under Approvals on its
          connector’s page, you see which do.
        </p>
      ) : null}
      <ul className="flex flex-col gap-1.5" aria-label="Prompts, newest first">
        {prompts.slice(0, most).map((prompt) => (
          <Row key={prompt.approval.id} prompt={prompt} />
        ))}
      </ul>
      <ShowMore hidden={hidden} testId="approval-log-more" onMore={() => setMost(most + PART)} />
    </>
  );
}

function Row({ prompt: { approval, decision, callState } }: { prompt: LoggedApproval }) {
  const nameOf = useScreenName();
  const { go } = useNavigation();
  return (
    <li>
      <button
        type="button"
        data-testid="approval-log-row"
        data-name={approval.card.toolName}
        data-outcome={decision?.outcome ?? "waiting"}
        title="Open the call"
        onClick={() => go({ kind: "call", id: approval.callId, from: "approvals" })}
        className="panel flex w-full items-center gap-3 px-3 py-2 text-left hover:bg-surface-secondary"
      >
        <span className="flex min-w-0 flex-1 flex-col gap-0.5 text-xs [overflow-wrap:anywhere]">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-sm font-medium">
              {visibleText(approval.card.toolTitle)}
            </span>
            <CallStateBadge state={callState} />
          </span>
          <span className="text-secondary">
            {visibleText(approval.card.appName)} · {moment(approval.askedAt)} ·{" "}
            {askerText(approval.asker, nameOf)}
          </span>
          <span className="text-secondary">{visibleText(approval.verdict.reason)}</span>
          <span>
            {decision ? `${decisionText(decision, nameOf)} · ${moment(decision.at)}` : "Waits for an answer"}
          </span>
        </span>
        <ChevronRight className="size-4 shrink-0 text-tertiary" />
      </button>
    </li>
  );
}
