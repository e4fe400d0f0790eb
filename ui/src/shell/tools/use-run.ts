/**
 * Running a tool: the check against its schema first, then the call. Which call is under way, and how the last
 * one ended, is read from the conversation, so that it is true after leaving the page and coming back.
 */
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Call, Violation } from "../../bindings";
import { isSettled } from "../activity/call-state";
import { useConversation } from "../queries";

export type Run = {
  /** The newest call of this tool in the conversation. */
  newest: Call | null;
  /** Proposed or under way, and not settled yet. */
  isUnderWay: boolean;
  problem: unknown;
  start: (input: unknown, say: string) => void;
  checkAndStart: (input: unknown, say: string, onViolations: (violations: Violation[]) => void) => void;
};

export function useRun(connectorId: string, toolName: string): Run {
  const backend = useBackend();
  const conversation = useConversation();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const calls = (conversation.data?.entries ?? []).filter((entry) => entry.kind === "call");
  const newest = calls.findLast((call) => isFrom(call, connectorId, toolName)) ?? null;

  const doing = (work: () => Promise<unknown>) => {
    setSending(true);
    setProblem(null);
    work()
      .catch(setProblem)
      .finally(() => setSending(false));
  };
  const send = (input: unknown, say: string) =>
    backend.runTool({ connectorId, toolName, arguments: input, say });
  return {
    newest,
    isUnderWay: isSending || (newest !== null && !isSettled(newest.state)),
    problem,
    start: (input, say) => doing(() => send(input, say)),
    checkAndStart: (input, say, onViolations) =>
      doing(async () => {
        const violations = await backend.checkArguments(connectorId, toolName, input);
        onViolations(violations);
        if (violations.length === 0) await send(input, say);
      }),
  };
}

function isFrom(call: Call, connectorId: string, toolName: string): boolean {
  return call.connectorId === connectorId && call.toolName === toolName && call.asker.kind === "person";
}
