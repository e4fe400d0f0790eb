/** The conversations there have been, to go back to one. */
import { useBackend } from "../../backend";
import type { ConversationSummary } from "../../bindings";
import { Choice } from "../../parts/choice";
import { briefMoment, moment } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { useReporting } from "../problems";
import { useConversation, useConversations } from "../queries";

export function ConversationChoice() {
  const backend = useBackend();
  const report = useReporting();
  const current = useConversation().data;
  const all = useConversations().data ?? [];
  if (!current) return null;
  const options = all.map(({ id, title, startedAt }) => ({
    value: id,
    label: `${visibleText(title)} · ${briefMoment(startedAt)}`,
  }));
  const opened = all.find(({ id }) => id === current.id);
  return (
    <Choice
      label="Conversation"
      title={opened ? inFull(opened) : "Conversation"}
      testId="conversations"
      value={current.id}
      options={options.length > 0 ? options : [{ value: current.id, label: "New conversation" }]}
      onChange={(id) => report(backend.openConversation(id))}
      className="max-w-96 min-w-16 flex-1"
    />
  );
}

function inFull({ title, startedAt, calls }: ConversationSummary): string {
  return `${visibleText(title)}\n${moment(startedAt)} · ${calls === 1 ? "1 call" : `${calls} calls`}`;
}
