/** The text of a frame: as a tree where it is JSON, or as it was on the wire. */

import { useState } from "react";
import type { FrameDetail } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { CopyText } from "../../parts/copy-text";
import { JsonTree } from "../../parts/json-tree";
import { Segments } from "../../parts/segments";
import { visibleText } from "../../parts/visible-text";
import { Section } from "../page";

/** More than this takes long to lay out; the whole is one click away. */
const LONGEST = 20_000;

type Shape = "pretty" | "raw";

export function FrameText({ detail: { frame, text, cut } }: { detail: FrameDetail }) {
  const [shape, setShape] = useState<Shape>("pretty");
  const json = parsed(text);
  if (text === "") return <p className="text-sm text-tertiary">This frame has no text.</p>;
  const isPretty = json !== undefined && shape === "pretty";
  const actions = json === undefined ? null : <ShapeSwitch shape={shape} onChange={setShape} />;
  return (
    <Section title="Text" actions={actions}>
      {cut ? (
        <p className="text-xs text-warning-surface" role="status">
          Only the start of the text was kept, of {byteSize(frame.bytes)}.
        </p>
      ) : null}
      {isPretty ? <JsonTree value={json.value} label="the text" /> : <Raw text={text} />}
    </Section>
  );
}

function ShapeSwitch({ shape, onChange }: { shape: Shape; onChange: (shape: Shape) => void }) {
  return (
    <Segments<Shape>
      label="Shape"
      value={shape}
      onChange={onChange}
      size="3xs"
      options={[
        { value: "pretty", label: "Pretty", testId: "frame-pretty" },
        { value: "raw", label: "Raw", testId: "frame-raw" },
      ]}
    />
  );
}

function Raw({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > LONGEST && !isWhole;
  return (
    <figure className="relative rounded-md bg-surface-secondary">
      <div className="absolute top-1 right-1">
        <CopyText text={() => text} label="Copy the text" />
      </div>
      <pre
        className="max-h-[60vh] overflow-auto p-2 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
        data-testid="frame-text"
      >
        {visibleText(isLong ? text.slice(0, LONGEST) : text)}
      </pre>
      {isLong ? (
        <figcaption className="border-t border-subtle px-2 py-1 text-xs text-secondary">
          {text.length.toLocaleString("en")} characters.{" "}
          <button type="button" className="underline" onClick={() => setWhole(true)}>
            Show all
          </button>
        </figcaption>
      ) : null}
    </figure>
  );
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
