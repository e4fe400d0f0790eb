/** Time as people read it: a running clock, a duration, a moment of the day. */
import { useEffect, useState } from "react";

/** `mm:ss` since a moment, ticking. */
export function Elapsed({ since }: { since: string }) {
  const now = useNow();
  return (
    <time className="tabular-nums" role="timer">
      {clock(now - Date.parse(since))}
    </time>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(ticking);
  }, []);
  return now;
}

export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

/** `48 ms`, `1.3 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** The time of day to the second, and the milliseconds apart: `["09:00:05", ".120"]`. */
export function preciseTime(moment: string | number): [time: string, fraction: string] {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return [String(moment), ""];
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(pad).join(":");
  return [time, `.${String(at.getMilliseconds()).padStart(3, "0")}`];
}

/** As short as can be: the time of day in hours and minutes, or the day where it is not today. */
export function briefMoment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  if (at.toDateString() === now.toDateString())
    return at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return at.toLocaleDateString([], { day: "numeric", month: "short" });
}

/** The time of day, with the date where it is not today. */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  if (at.toDateString() === now.toDateString()) return time;
  return `${day(iso)}, ${time}`;
}

export function day(iso: string): string {
  return new Date(iso).toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" });
}
