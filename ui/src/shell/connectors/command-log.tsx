/** What a connector's command wrote to its standard error: the newest lines, as they come in. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useEffect, useRef } from "react";
import type { FrameQuery } from "../../bindings";
import { CopyText } from "../../parts/copy-text";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { Section } from "../page";
import { useFrameTexts } from "../queries";
import { EVERYTHING, useRecordFilter } from "../record/filter";
import { useFrames } from "../record/use-frames";

/** The record has the others. */
const MOST_LINES = 100;
/** From the end, in pixels: closer than this, the log follows. */
const NEAR = 24;

export function CommandLog({ connectorId }: { connectorId: string }) {
  const query: FrameQuery = {
    connectorId,
    callId: null,
    side: null,
    kinds: ["stderr"],
    text: "",
    onlyErrors: false,
  };
  const { frames, more } = useFrames(query, "following");
  const lines = frames.slice(0, MOST_LINES).toReversed();
  const texts = useFrameTexts(lines.map((line) => line.number));
  const isCut = more || frames.length > MOST_LINES;
  return (
    <Section
      title="Log"
      actions={
        <>
          <ToRecord connectorId={connectorId} />
          <CopyText text={() => texts.join("\n")} label="Copy the log" />
        </>
      }
    >
      {lines.length === 0 ? (
        <p className="text-sm text-tertiary" data-testid="connector-log-empty">
          The command has written nothing to its standard error.
        </p>
      ) : (
        <Lines texts={texts} isCut={isCut} />
      )}
    </Section>
  );
}

function Lines({ texts, isCut }: { texts: string[]; isCut: boolean }) {
  const log = useRef<HTMLPreElement>(null);
  const isFollowing = useRef(true);
  const last = texts.join("\n");
  useEffect(() => {
    if (last !== "" && isFollowing.current) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [last]);
  return (
    <pre
      ref={log}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too.
      tabIndex={0}
      aria-label="Standard error"
      data-testid="connector-log"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isFollowing.current = scrollHeight - scrollTop - clientHeight < NEAR;
      }}
      className="max-h-64 overflow-y-auto rounded-md bg-surface-secondary p-2 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {isCut ? <span className="block text-tertiary">Earlier lines are in the record.</span> : null}
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same line may come twice.
        <span key={index} className="block min-h-5">
          {visibleText(text)}
        </span>
      ))}
    </pre>
  );
}

function ToRecord({ connectorId }: { connectorId: string }) {
  const { go } = useNavigation();
  const [, setFilter] = useRecordFilter();
  const show = () => {
    setFilter({ ...EVERYTHING, connectorId, kind: "stderr" });
    go({ kind: "record" });
  };
  return (
    <Button color="secondary" variant="ghost" size="2xs" data-testid="connector-log-record" onClick={show}>
      In the record
    </Button>
  );
}
