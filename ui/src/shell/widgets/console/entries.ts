/** Entries of a console: which are shown, and how they read as text. */
import type { ConsoleEntry, ConsoleLevel } from "../../../bindings";
import { preciseTime } from "../../../parts/elapsed";
import { positionText } from "../position";

export type LevelChoice = "all" | "grave" | ConsoleLevel;

export const LEVEL_CHOICES: { value: LevelChoice; label: string }[] = [
  { value: "all", label: "All levels" },
  { value: "grave", label: "Errors, warnings" },
  { value: "error", label: "Errors" },
  { value: "warn", label: "Warnings" },
  { value: "info", label: "Info" },
  { value: "log", label: "Log" },
  { value: "debug", label: "Debug" },
];

export function passes(entry: ConsoleEntry, level: LevelChoice, text: string): boolean {
  const { level: own, text: said, stack, position } = entry;
  if (level === "grave" && own !== "error" && own !== "warn") return false;
  if (level !== "all" && level !== "grave" && own !== level) return false;
  const wanted = text.trim().toLowerCase();
  return [said, stack, position?.url ?? ""].some((part) => part.toLowerCase().includes(wanted));
}

/** Each with a key that it keeps while others come and go: its moment, and which of that moment it is. */
export function keyed(entries: ConsoleEntry[]): { key: string; entry: ConsoleEntry }[] {
  const counts = new Map<number, number>();
  return entries.map((entry) => {
    const count = (counts.get(entry.at) ?? 0) + 1;
    counts.set(entry.at, count);
    return { key: `${entry.at} ${count}`, entry };
  });
}

/** What is to be said of an entry before its text. */
export function markOf({ level, origin }: ConsoleEntry): string {
  switch (origin) {
    case "console":
      return level;
    case "uncaught":
      return "uncaught error";
    case "rejection":
      return "unhandled rejection";
  }
}

export function asText(entry: ConsoleEntry): string {
  const place = entry.position ? ` (${positionText(entry.position)})` : "";
  const line = `${preciseTime(entry.at).join("")} ${markOf(entry)}: ${entry.text}${place}`;
  return entry.stack === "" ? line : `${line}\n${entry.stack}`;
}
