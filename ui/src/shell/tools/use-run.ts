/**
 * Running a tool: the check against its schema first, then the call. Which call is under way, and how the last
 * one ended, is read from the conversation, so that it is true after leaving the page and coming back.
 */
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Call, Violation } from "../../bindings";
import { isSettled } from "../activity/call-state";
import { useConversation, useRunTool } from "../queries";

/** What a call stands under: the message that it answers, or else one that is said with it. */
export type Occasion = { say: string; answers: string | null };

export type Run = {
  /** The newest call of this tool in the conversation. */
  newest: Call | null;
  /** Proposed or under way, and not settled yet. */
  isUnderWay: boolean;
  problem: unknown;
  start: (input: unknown, occasion: Occasion) => void;
  checkAndStart: (
    input: unknown,
    occasion: Occasion,
    onViolations: (violations: Violation[]) => void,
  ) => void;
};

export function useRun(connectorId: string, toolName: string): Run {
  const backend = useBackend();
  const conversation = useConversation();
  const runTool = useRunTool();
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
  const send = (input: unknown, { say, answers }: Occasion) =>
    runTool({ connectorId, toolName, arguments: input, say, answers });
  return {
    newest,
    isUnderWay: isSending || (newest !== null && !isSettled(newest.state)),
    problem,
    start: (input, occasion) => doing(() => send(input, occasion)),
    checkAndStart: (input, occasion, onViolations) =>
      doing(async () => {
        const violations = await backend.checkArguments(connectorId, toolName, input);
        onViolations(violations);
        if (violations.length === 0) await send(input, occasion);
      }),
  };
}

function isFrom(call: Call, connectorId: string, toolName: string): boolean {
  return call.connectorId === connectorId && call.toolName === toolName && call.asker.kind === "person";
}
