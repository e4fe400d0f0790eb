/** Counting down to a moment. */
import { useEffect, useState } from "react";

/** Whole seconds until a moment, counted down to 0; null where the text is no moment. The clock ends with it. */
export function useSecondsUntil(moment: string): number | null {
  const [now, setNow] = useState(() => Date.now());
  const at = Date.parse(moment);
  const isOver = !(at > now);
  useEffect(() => {
    if (isOver) return;
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [isOver]);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** `12 s`, `2 min`, `2 min 5 s`. */
export function inSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
