/**
 * A list in a box of its own that scrolls, of which only what is in sight is drawn. Its rows are as high as they are.
 * One that follows shows its end, until someone scrolls away from there.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";

const OVERSCAN = 8;
/** Nearer to the end than this counts as being there. */
const NEAR = 24;

type Props = {
  label: string;
  testId: string;
  /** One for each row, in their order. */
  keys: string[];
  /** How high a row is most of the time. */
  usualHeight: number;
  follows: boolean;
  children: (index: number) => ReactNode;
};

export function MeasuredList({ label, testId, keys, usualHeight, follows, children }: Props) {
  // The virtualizer is one object that changes within, which the compiler would take for an unchanged one.
  "use no memo";
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(follows);
  const rows = useVirtualizer({
    count: keys.length,
    getScrollElement: () => box.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => keys[index] ?? index,
    overscan: OVERSCAN,
  });
  const height = rows.getTotalSize();
  useEffect(() => {
    if (isAtEnd && box.current) box.current.scrollTop = height;
  }, [isAtEnd, height]);
  return (
    <div className="relative">
      <div
        ref={box}
        data-testid={testId}
        // Else nobody scrolls it by keys: rows need hold nothing that takes the focus.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus.
        tabIndex={0}
        className="@container panel max-h-[50vh] min-h-24 overflow-y-auto"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (follows) setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR);
        }}
      >
        <ul className="relative" style={{ height }} aria-label={label}>
          {rows.getVirtualItems().map(({ key, index, start }) => (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0 border-b border-subtle"
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(index)}
            </li>
          ))}
        </ul>
      </div>
      {follows && !isAtEnd ? (
        <button
          type="button"
          data-testid="to-newest"
          onClick={() => setAtEnd(true)}
          className="absolute bottom-2 left-1/2 -translate-x-1/2 rounded-full bg-primary-solid px-3 py-1 text-xs text-primary-solid shadow"
        >
          ↓ To the newest
        </button>
      ) : null}
    </div>
  );
}
