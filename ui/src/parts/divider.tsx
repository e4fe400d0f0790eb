/** The line between two panes, which can be dragged, or moved with the arrow keys. */
import { useState } from "react";

type Props = {
  label: string;
  width: number;
  min: number;
  max: number;
  onMove: (width: number) => void;
  onDone: (width: number) => void;
};

const STEP = 24;

export function Divider({ label, width, min, max, onMove, onDone }: Props) {
  const [from, setFrom] = useState<{ x: number; width: number } | null>(null);
  const within = (wanted: number) => Math.round(Math.min(max, Math.max(min, wanted)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged; a separator with a value is what this is.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      data-testid="divider"
      className="group relative w-px shrink-0 cursor-col-resize touch-none bg-[var(--color-border)] select-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom({ x: event.clientX, width });
      }}
      onPointerMove={(event) => {
        if (from) onMove(within(from.width + event.clientX - from.x));
      }}
      onPointerUp={(event) => {
        if (from) onDone(within(from.width + event.clientX - from.x));
        setFrom(null);
      }}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
        if (step) onDone(within(width + step));
      }}
    >
      <span className="absolute inset-y-0 -left-1 w-2 group-hover:bg-primary-soft-alpha group-focus:bg-primary-soft-alpha" />
    </div>
  );
}
