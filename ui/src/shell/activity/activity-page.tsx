/** The calls of the conversation, newest first. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import type { Call } from "../../bindings";
import { DropZone } from "../../parts/drop-zone";
import { duration, Elapsed, moment } from "../../parts/elapsed";
import { FileButton } from "../../parts/file-button";
import { visibleText } from "../../parts/visible-text";
import { useTurn } from "../model-turn/use-turn";
import { useNavigation } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useApprovals, useConversation, useStage } from "../queries";
import { useOpenFixture } from "../rehearsal/use-open-fixture";
import { useScreenName } from "../stage/use-screen-name";
import { CallProgress } from "./call-progress";
import { askerText, CallStateBadge, decisionText } from "./call-state";

export function ActivityPage() {
  const conversation = useConversation();
  const opening = useOpenFixture();
  const calls = (conversation.data?.entries ?? []).filter((entry) => entry.kind === "call").toReversed();
  return (
    <Page
      title="Calls"
      actions={
        <FileButton label="Open fixture…" testId="fixture-file" accept=".json" onFile={opening.openFile} />
      }
    >
      <div className="-my-1 flex flex-wrap gap-2">
        <ToApprovals />
        <ToModel />
        <ToModelTurn />
      </div>
      {opening.problem ? <ProblemPanel problem={opening.problem} /> : null}
      {conversation.error ? <ProblemPanel problem={conversation.error} /> : null}
      <DropZone
        label="Calls; a fixture can be dropped here"
        testId="fixture-drop"
        className="flex flex-1 flex-col gap-4"
        onFile={opening.openFile}
        onText={opening.open}
      >
        {conversation.data && calls.length === 0 ? (
          <p className="text-sm text-secondary">
            Nothing has been called in this conversation. Pick a tool of a connector and run it: the request,
            the answer and the decision appear here.
          </p>
        ) : null}
        <ul className="flex flex-col gap-1.5">
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </ul>
      </DropZone>
    </Page>
  );
}

/** With how many wait for an answer. */
function ToApprovals() {
  const { go } = useNavigation();
  const waiting = useApprovals().data?.length ?? 0;
  return (
    <Button
      color="secondary"
      variant="soft"
      size="2xs"
      data-testid="approvals-open"
      onClick={() => go({ kind: "approvals" })}
    >
      Approvals
      {waiting > 0 ? (
        <Badge size="sm" color="warning">
          {waiting} waiting
        </Badge>
      ) : null}
    </Button>
  );
}

function ToModel() {
  const { go } = useNavigation();
  const screen = useStage().data?.screens[0]?.device.id;
  if (!screen) return null;
  return (
    <Button
      color="secondary"
      variant="soft"
      size="2xs"
      data-testid="model-open"
      onClick={() => go({ kind: "model", screen, from: null })}
    >
      What the model sees
    </Button>
  );
}

/** Takes up the turn that was dismissed, or that a call was made for. */
function ToModelTurn() {
  const { turn, isShown, take } = useTurn();
  if (!turn || isShown) return null;
  return (
    <Button color="secondary" variant="soft" size="2xs" data-testid="model-turn-open" onClick={take}>
      Play the model
    </Button>
  );
}

function CallRow({ call }: { call: Call }) {
  const nameOf = useScreenName();
  const { go } = useNavigation();
  return (
    <li>
      <button
        type="button"
        data-testid="call-row"
        data-state={call.state}
        data-name={call.toolName}
        onClick={() => go({ kind: "call", id: call.id })}
        className="panel flex w-full items-center gap-3 px-3 py-2 text-left hover:bg-surface-secondary"
      >
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="truncate text-sm font-medium">{visibleText(call.toolTitle)}</span>
          <span className="truncate text-xs text-secondary">
            {visibleText(call.appName)} · {moment(call.proposedAt)} · {askerText(call.asker, nameOf)}
            {call.decision ? ` · ${decisionText(call.decision, nameOf)}` : ""}
          </span>
          <CallProgress call={call} />
        </span>
        <span className="text-xs text-secondary tabular-nums">
          <CallTime call={call} />
        </span>
        <CallStateBadge state={call.state} />
        <ChevronRight className="size-4 text-tertiary" />
      </button>
    </li>
  );
}

function CallTime({ call }: { call: Call }) {
  if (call.durationMs !== null) return duration(call.durationMs);
  return call.state === "running" && call.sentAt ? <Elapsed since={call.sentAt} /> : null;
}
