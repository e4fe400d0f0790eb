/** What is remembered, in words. */
import type { Remembered } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";

const VERBS: Record<Remembered["choice"], string> = {
  deny: "Deny",
  deny_for_conversation: "Deny",
  allow_once: "Allow",
  allow_for_conversation: "Allow",
  always_allow: "Always allow",
};

/** “Always allow Board, in every conversation”, “Allow add_card of Board, in this conversation”. */
export function rememberedText(remembered: Remembered, currentConversation: string): string {
  const { choice, toolName, appName } = remembered;
  const what = toolName === null ? appName : `${toolName} of ${appName}`;
  return visibleText(`${VERBS[choice]} ${what}, in ${place(remembered, currentConversation)}`);
}

function place({ conversationId, conversationTitle }: Remembered, current: string): string {
  if (conversationId === null) return "every conversation";
  if (conversationId === current) return "this conversation";
  return conversationTitle ? `“${conversationTitle}”` : "another conversation";
}
