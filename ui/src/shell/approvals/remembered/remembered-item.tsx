/** One answer that is remembered, or was: since when, by which answer, what it has stopped to cover. */

import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useBackend } from "../../../backend";
import type { Exception, Remembered } from "../../../bindings";
import { moment } from "../../../parts/elapsed";
import { visibleText } from "../../../parts/visible-text";
import { placeText } from "../../activity/call-state";
import { useNavigation } from "../../navigation";
import { useReporting } from "../../problems";
import { useConversation } from "../../queries";
import { useScreenName } from "../../stage/use-screen-name";
import { rememberedText } from "./words";

export function RememberedItem({ remembered }: { remembered: Remembered }) {
  const backend = useBackend();
  const report = useReporting();
  const nameOf = useScreenName();
  const conversation = useConversation().data;
  const { id, since, by, callId, exceptions, ended } = remembered;
  const text = rememberedText(remembered, conversation?.id ?? "");
  const isHere = conversation?.entries.some((entry) => entry.kind === "call" && entry.id === callId) ?? false;
  return (
    <li
      className="panel flex items-start gap-3 px-3 py-2"
      data-testid="remembered"
      data-ended={ended !== null}
    >
      <div className="flex min-w-0 flex-1 flex-col gap-0.5 text-xs [overflow-wrap:anywhere]">
        <p className={`text-sm font-medium ${ended ? "text-secondary" : ""}`}>{text}</p>
        <p className="text-secondary">
          Since {moment(since)}, answered {placeText(by, nameOf)}
          {callId !== null && isHere ? <ToCall id={callId} /> : null}
        </p>
        {ended ? (
          <p data-testid="remembered-reason">
            Until {moment(ended.at)}: {visibleText(ended.reason)}
          </p>
        ) : null}
        {exceptions.length > 0 ? <Exceptions exceptions={exceptions} /> : null}
      </div>
      {ended ? null : (
        <Button
          color="secondary"
          variant="outline"
          size="2xs"
          aria-label={`Forget: ${text}`}
          title="What it covers is decided by the level again"
          data-testid="remembered-forget"
          onClick={() => report(backend.forget(id))}
        >
          Forget
        </Button>
      )}
    </li>
  );
}

function ToCall({ id }: { id: string }) {
  const { go } = useNavigation();
  return (
    <>
      {" · "}
      <button
        type="button"
        className="underline hover:text-default"
        data-testid="remembered-call"
        onClick={() => go({ kind: "call", id, from: "approvals" })}
      >
        the call
      </button>
    </>
  );
}

function Exceptions({ exceptions }: { exceptions: Exception[] }) {
  return (
    <ul className="mt-0.5 flex flex-col gap-0.5" aria-label="What it no longer covers">
      {exceptions.map(({ toolName, end }) => (
        <li key={toolName} data-testid="remembered-exception">
          Not <code>{visibleText(toolName)}</code> since {moment(end.at)}: {visibleText(end.reason)}
        </li>
      ))}
    </ul>
  );
}
