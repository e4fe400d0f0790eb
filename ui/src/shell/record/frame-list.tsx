/**
 * Frames as a list of which only what is in sight is drawn. At its top it follows what comes in; scrolled away from
 * there it stays still.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { FrameRow, ROW_HEIGHT } from "./frame-row";
import { type Frames, PAGE } from "./use-frames";

const OVERSCAN = 12;

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

type Props = {
  frames: Frames;
  showsApp: boolean;
  onFlow: (flow: "following" | "held") => void;
  /** What stands in place of an empty list. */
  children: ReactNode;
};

export function FrameList({ frames, showsApp, onFlow, children }: Props) {
  // The virtualizer is one object that changes within, which the compiler would take for an unchanged one.
  "use no memo";
  const list = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: frames.frames.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => frames.frames[index]?.number ?? index,
    overscan: OVERSCAN,
  });
  const lastInSight = rows.getVirtualItems().at(-1)?.index ?? -1;
  const loadOlder = useEffectEvent(frames.loadOlder);
  useEffect(() => {
    if (lastInSight >= frames.frames.length - 1) loadOlder();
  }, [lastInSight, frames.frames.length]);
  const toTop = () => {
    list.current?.scrollTo({ top: 0 });
    onFlow("following");
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons within. */}
      <div
        ref={list}
        data-testid="frame-list"
        className="@container min-h-0 flex-1 overflow-y-auto"
        onKeyDown={(event) => {
          const step = STEPS[event.key];
          if (step && list.current && focusFrom(list.current, step)) event.preventDefault();
        }}
        onScroll={(event) => onFlow(event.currentTarget.scrollTop > ROW_HEIGHT ? "held" : "following")}
      >
        {frames.frames.length === 0 ? children : null}
        <ul className="relative" style={{ height: rows.getTotalSize() }} aria-label="Frames, newest first">
          {rows.getVirtualItems().map(({ key, index, start }) => {
            const frame = frames.frames[index];
            return frame ? (
              <li
                key={key}
                data-index={index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <FrameRow frame={frame} showsApp={showsApp} />
              </li>
            ) : null;
          })}
        </ul>
      </div>
      {frames.newer > 0 ? (
        <button
          type="button"
          data-testid="frames-newer"
          onClick={toTop}
          className="absolute top-2 left-1/2 -translate-x-1/2 rounded-full bg-primary-solid px-3 py-1 text-xs text-primary-solid shadow"
        >
          ↑ {frames.newer < PAGE ? frames.newer : `${PAGE} or more`} newer
        </button>
      ) : null}
    </div>
  );
}

/** Moves the focus from a row to the one so far away; the rows around those in sight are drawn too. */
function focusFrom(list: HTMLElement, step: number): boolean {
  const index = document.activeElement?.closest<HTMLElement>("[data-index]")?.dataset.index;
  const row = list.querySelector<HTMLElement>(`[data-index="${Number(index) + step}"] > button`);
  row?.focus();
  return row !== null;
}
