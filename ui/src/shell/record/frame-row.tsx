/** One frame as a line of the list. */
import type { Frame } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { duration, preciseTime } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { useFrame } from "../queries";
import { type NameOf, useScreenName } from "../stage/use-screen-name";
import { DIRECTIONS, KINDS, LANGUAGES } from "./frame-words";

export const ROW_HEIGHT = 30;

type Props = { frame: Frame; showsApp: boolean };

export function FrameRow({ frame, showsApp }: Props) {
  const { go } = useNavigation();
  const nameOf = useScreenName();
  const [time, fraction] = preciseTime(frame.at);
  const { arrow, label, colour } = DIRECTIONS[frame.direction];
  return (
    <button
      type="button"
      data-testid="frame-row"
      data-kind={frame.kind}
      data-error={frame.isError}
      style={{ height: ROW_HEIGHT }}
      onClick={() => go({ kind: "frame", number: frame.number })}
      className={`flex w-full items-center gap-2 px-4 text-left text-xs -outline-offset-2 hover:bg-surface-secondary ${
        frame.isError ? "bg-danger-surface" : ""
      }`}
    >
      <time className="shrink-0 text-tertiary tabular-nums" dateTime={frame.at}>
        {time}
        <span className="hidden @min-[30rem]:inline">{fraction}</span>
      </time>
      <span role="img" aria-label={label} title={label} className={`shrink-0 ${colour}`}>
        {arrow}
      </span>
      <span className="flex min-w-0 flex-1 items-baseline gap-2">
        <code className="max-w-full shrink-0 truncate">
          {frame.method ? visibleText(frame.method) : <Start frame={frame} />}
        </code>
        <span className="hidden min-w-0 truncate text-tertiary @min-[24rem]:inline">
          {aside(frame, showsApp, nameOf)}
        </span>
      </span>
      <Outcome frame={frame} />
      <span className="w-13 shrink-0 text-right text-secondary tabular-nums">
        {frame.durationMs === null ? "" : duration(frame.durationMs)}
      </span>
      <span className="hidden w-13 shrink-0 text-right text-tertiary tabular-nums @min-[24rem]:inline">
        {byteSize(frame.bytes)}
      </span>
    </button>
  );
}

function aside(frame: Frame, showsApp: boolean, nameOf: NameOf): string {
  const { kind, rpcId, method, appName, widget } = frame;
  const parts = [
    widget ? `${nameOf(widget.screen)}, ${LANGUAGES[widget.language]}` : "",
    kind === "notification" || (method && kind !== "request" && kind !== "answer") ? KINDS[kind] : "",
    rpcId ? `#${visibleText(rpcId)}` : "",
    showsApp ? visibleText(appName) : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What has no method is told by how it begins. */
function Start({ frame }: { frame: Frame }) {
  const detail = useFrame(frame.number).data;
  const { kind } = frame;
  if (kind === "http" && detail?.http) return visibleText(`${detail.http.method} ${pathOf(detail.http.url)}`);
  const start = detail?.text.trim().slice(0, 200);
  return start ? visibleText(start) : <span className="text-tertiary">{KINDS[kind]}</span>;
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "") || "/";
}

function Outcome({ frame: { isError, status } }: Pick<Props, "frame">) {
  const text = status ?? (isError ? "error" : null);
  if (text === null) return null;
  return (
    <span className={`w-8 shrink-0 text-right tabular-nums ${isError ? "text-danger" : "text-secondary"}`}>
      {text}
    </span>
  );
}
