/** The conversation from top to bottom, with the prompt that waits for an answer at its end. */
import type { CSSProperties } from "react";
import type { Approval, ScreenEntry } from "../bindings";
import { ApprovalPrompt } from "./approval/approval-prompt";
import { MessageBubble } from "./message-bubble";
import { useNewestInSight } from "./newest-in-sight";
import { ToolCall } from "./tool-call";
import { wantedHeight } from "./widget-box";

type Props = {
  entries: ScreenEntry[];
  approvals: Approval[];
  /** What lies over the transcript. A prompt is then drawn over that; under a modal nothing else can be reached. */
  cover: "none" | "fullscreen" | "modal";
  /** A message waits for what the person, as the model, does about it. */
  awaitsModel: boolean;
};

export function Transcript({ entries, approvals, cover, awaitsModel }: Props) {
  const [approval] = approvals;
  const last = entries.at(-1);
  const newest = approval?.id ?? last?.id ?? null;
  const arrival = !approval && last?.kind === "message" ? (last.scroll ?? "follow") : "follow";
  const { scroller, content, onScroll } = useNewestInSight(newest, arrival);
  return (
    <main
      className="transcript"
      // So that keys scroll it, which not every engine offers by itself. Under a fullscreen widget it is out of sight.
      tabIndex={cover === "fullscreen" ? -1 : 0}
      aria-label="Conversation"
      ref={scroller}
      onScroll={onScroll}
    >
      <div className="column" ref={content} style={roomForFloating(entries)}>
        {entries.length === 0 && !approval && <EmptyConversation />}
        <div className="entries" inert={cover === "modal"}>
          {entries.map((entry) =>
            entry.kind === "message" ? (
              <MessageBubble key={entry.id} message={entry} />
            ) : (
              <ToolCall key={entry.id} call={entry} />
            ),
          )}
        </div>
        {awaitsModel && (
          <p className="awaits-model" data-testid="awaits-model" role="status">
            You play the model: choose a tool in the workbench.
          </p>
        )}
        {approval && (
          <ApprovalPrompt approval={approval} waiting={approvals.length} over={cover !== "none"} />
        )}
      </div>
    </main>
  );
}

/** A floating widget covers the start of the transcript, which begins below it then. */
function roomForFloating(entries: ScreenEntry[]): CSSProperties | undefined {
  const widgets = entries.map((entry) => (entry.kind === "call" ? entry.widget : null));
  const floating = widgets.findLast((widget) => widget?.mode === "pip");
  if (!floating) return undefined;
  return { paddingTop: `calc(min(${wantedHeight(floating)}, var(--pip-height)) + 40px)` };
}

function EmptyConversation() {
  return (
    <p className="empty" data-testid="empty-conversation">
      Pick a tool in the workbench and run it: its widget appears here.
    </p>
  );
}
