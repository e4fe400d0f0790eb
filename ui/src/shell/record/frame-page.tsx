/** One frame, whole: where it went, its HTTP exchange, and the text as it was on the wire. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Frame, FrameDetail, FrameHttp, Header } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { CopyText } from "../../parts/copy-text";
import { day, duration, preciseTime } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { Facts } from "../facts";
import { useNavigation } from "../navigation";
import { Page, Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useFrame } from "../queries";
import { FrameText } from "./frame-text";
import { DIRECTIONS, KINDS } from "./frame-words";

export function FramePage({ number }: { number: number }) {
  const detail = useFrame(number);
  if (!detail.data) {
    return <Page title="Frame">{detail.error ? <ProblemPanel problem={detail.error} /> : null}</Page>;
  }
  const { frame, http } = detail.data;
  return (
    <Page title={visibleText(frame.method) || KINDS[frame.kind]} actions={<Marks frame={frame} />}>
      <div className="flex flex-col gap-4" data-testid="frame-detail">
        <Facts facts={factsOf(detail.data)} />
        <OfCall frame={frame} />
        <FrameText detail={detail.data} />
        {http ? <HttpPart http={http} /> : null}
      </div>
    </Page>
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

function factsOf({ frame }: FrameDetail): [string, string][] {
  const [time, fraction] = preciseTime(frame.at);
  const { arrow, label } = DIRECTIONS[frame.direction];
  const facts: [string, string][] = [
    ["Time", `${time}${fraction}, ${day(frame.at)}`],
    ["Direction", `${arrow} ${label}`],
    ["Connector", `${visibleText(frame.appName)}, connection ${frame.session}`],
  ];
  if (frame.rpcId) facts.push(["Id", visibleText(frame.rpcId)]);
  if (frame.durationMs !== null) facts.push(["Answered after", duration(frame.durationMs)]);
  return [...facts, ["Size", byteSize(frame.bytes)]];
}

function OfCall({ frame: { callId } }: { frame: Frame }) {
  const { go } = useNavigation();
  if (!callId) return null;
  return (
    <div>
      <Button
        color="secondary"
        variant="soft"
        size="xs"
        data-testid="frame-call"
        onClick={() => go({ kind: "call", id: callId })}
      >
        Open the call
      </Button>
    </div>
  );
}

function HttpPart({ http }: { http: FrameHttp }) {
  const facts: [string, string][] = [
    ["Request", visibleText(`${http.method} ${http.url}`)],
    ["Status", http.status === null ? "No response yet" : String(http.status)],
    ["First byte", http.firstByteMs === null ? "–" : `after ${duration(http.firstByteMs)}`],
    ["Exchange", String(http.exchange)],
  ];
  return (
    <Section title="HTTP exchange">
      <Facts facts={facts} />
      <Headers label="Request headers" headers={http.requestHeaders} />
      <Headers label="Response headers" headers={http.responseHeaders} />
    </Section>
  );
}

function Headers({ label, headers }: { label: string; headers: Header[] }) {
  return (
    <details open className="rounded-md bg-surface-secondary text-xs" data-testid="frame-headers">
      <summary className="cursor-pointer px-2 py-1.5 text-secondary">
        {label} ({headers.length})
      </summary>
      {headers.length > 0 ? (
        <div className="relative border-t border-subtle p-2 pr-10 font-mono leading-5 [overflow-wrap:anywhere]">
          <div className="absolute top-1 right-1">
            <CopyText
              text={() => headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}
              label={`Copy the ${label.toLowerCase()}`}
            />
          </div>
          {headers.map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes.
            <div key={index}>
              <span className="text-secondary">{visibleText(name)}:</span> {visibleText(value)}
            </div>
          ))}
        </div>
      ) : null}
    </details>
  );
}
