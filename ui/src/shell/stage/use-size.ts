/** The size of an element, now and whenever it changes. */
import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Space } from "./fit";

export function useSize(element: RefObject<HTMLElement | null>): Space | null {
  const [size, setSize] = useState<Space | null>(null);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = watched;
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    // Before the frame is painted: what depends on the size would else stand in a wrong place for a moment.
    const watching = new ResizeObserver(() => flushSync(measure));
    watching.observe(watched);
    return () => watching.disconnect();
  }, [element]);
  return size;
}
