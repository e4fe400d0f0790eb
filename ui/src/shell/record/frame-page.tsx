/** One frame, whole: where it went, its HTTP exchange, and the text as it was on the wire. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowDown, ArrowUp } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import type { Frame, FrameDetail } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { day, duration, preciseTime } from "../../parts/elapsed";
import { useKey } from "../../parts/key-hint";
import { visibleText } from "../../parts/visible-text";
import { Facts } from "../facts";
import { useNavigation } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useFrame } from "../queries";
import { type NameOf, useScreenName } from "../stage/use-screen-name";
import type { View } from "../view";
import { HttpPart } from "./frame-http";
import { FrameText } from "./frame-text";
import { DIRECTIONS, KINDS, LANGUAGES } from "./frame-words";

/** Numbers of the frames next to this one in the list. */
export type Neighbours = { newer: number | null; older: number | null };

export function FramePage({ number, neighbours }: { number: number; neighbours: Neighbours }) {
  const detail = useFrame(number);
  const nameOf = useScreenName();
  const steps = <Steps neighbours={neighbours} />;
  if (!detail.data) {
    return (
      <Page title="Frame" actions={steps}>
        {detail.error ? <ProblemPanel problem={detail.error} /> : null}
      </Page>
    );
  }
  const { frame, http } = detail.data;
  const actions = (
    <>
      <Marks frame={frame} />
      {steps}
    </>
  );
  return (
    <Page title={visibleText(frame.method) || KINDS[frame.kind]} actions={actions}>
      <div className="flex flex-col gap-4" data-testid="frame-detail">
        <Facts facts={factsOf(detail.data, nameOf)} />
        <Related detail={detail.data} />
        <FrameText detail={detail.data} />
        {http ? <HttpPart http={http} /> : null}
      </div>
    </Page>
  );
}

function Steps({ neighbours: { newer, older } }: { neighbours: Neighbours }) {
  return (
    <span className="flex">
      <Step label="Newer frame" keys="Alt+ArrowUp" to={newer} testId="frame-newer">
        <ArrowUp />
      </Step>
      <Step label="Older frame" keys="Alt+ArrowDown" to={older} testId="frame-older">
        <ArrowDown />
      </Step>
    </span>
  );
}

type StepProps = { label: string; keys: string; to: number | null; testId: string; children: ReactNode };

function Step({ label, keys, to, testId, children }: StepProps) {
  const { go } = useNavigation();
  const step = () => {
    if (to !== null) go({ kind: "frame", number: to });
  };
  useKey(keys, step);
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="xs"
      uniform
      aria-label={label}
      title={`${label} (${keys.replace("Arrow", "")})`}
      data-testid={testId}
      disabled={to === null}
      onClick={step}
    >
      {children}
    </Button>
  );
}

function Marks({ frame: { kind, isError } }: { frame: Frame }) {
  return (
    <>
      <Badge size="sm" color="secondary">
        {KINDS[kind]}
      </Badge>
      {isError ? (
        <Badge size="sm" color="danger">
          Error
        </Badge>
      ) : null}
    </>
  );
}

function factsOf({ frame }: FrameDetail, nameOf: NameOf): [string, string][] {
  const [time, fraction] = preciseTime(frame.at);
  const { arrow, label } = DIRECTIONS[frame.direction];
  const facts: [string, string][] = [
    ["Time", `${time}${fraction}, ${day(frame.at)}`],
    ["Direction", `${arrow} ${label}`],
    ...placeOf(frame, nameOf),
  ];
  if (frame.rpcId) facts.push(["Id", visibleText(frame.rpcId)]);
  if (frame.durationMs !== null) facts.push(["Answered after", duration(frame.durationMs)]);
  return [...facts, ["Size", byteSize(frame.bytes)]];
}

function placeOf({ appName, session, widget }: Frame, nameOf: NameOf): [string, string][] {
  if (!widget) return [["Connector", `${visibleText(appName)}, connection ${session}`]];
  return [
    ["Connector", visibleText(appName)],
    ["Widget", `${widget.instance} on ${nameOf(widget.screen)}`],
    ["Language", LANGUAGES[widget.language]],
  ];
}

/** The call that it belongs to, and the answer to it or the request that it answers. */
function Related({ detail: { frame, counterpart } }: { detail: FrameDetail }) {
  const { callId, kind } = frame;
  if (!callId && counterpart === null) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {callId ? (
        <To view={{ kind: "call", id: callId }} testId="frame-call">
          Open the call
        </To>
      ) : null}
      {counterpart === null ? null : (
        <To view={{ kind: "frame", number: counterpart }} testId="frame-counterpart">
          {kind === "answer" ? "Open its request" : "Open its answer"}
        </To>
      )}
    </div>
  );
}

function To({ view, testId, children }: { view: View; testId: string; children: ReactNode }) {
  const { go } = useNavigation();
  return (
    <Button color="secondary" variant="soft" size="xs" data-testid={testId} onClick={() => go(view)}>
      {children}
    </Button>
  );
}
