/** What the widget writes to its console. The real console hears all of it too, and its answers are kept. */
import type { ConsoleLevel } from "../../bindings";
import { attempt, max, NativeError, now, round, sinceEpoch, sliceText } from "../originals";
import { formatted } from "./format";
import { cut, type Observations } from "./observations";
import { type Positions, stackOf } from "./positions";
import { errorText, shown } from "./values";
import { wrapMethod } from "./wrapping";

type Entry = { level: ConsoleLevel; text: string; stack?: string };
/** Does what the method does, and returns what puts its entry into words, if it makes one. */
type Method = (args: unknown[]) => (() => Entry) | null;

export function recordConsole(observations: Observations, positions: Positions): void {
  let depth = 0;
  // A value of the page's may write to the console while it is put into words.
  let isBusy = false;

  function note(method: Method, args: unknown[]): void {
    const indent = depth;
    const write = method(args);
    if (!write || !observations.admits("console")) return;
    const { level, text, stack } = write();
    observations.add("console", {
      kind: "console",
      at: sinceEpoch(now()),
      level,
      origin: "console",
      text: cut(`${indentation(indent)}${text}`),
      position: positions.here(),
      stack: stack ?? stackIn(args, positions),
    });
  }

  const methods = createMethods(positions, (change) => {
    depth = max(depth + change, 0);
  });
  for (const name of Object.keys(methods)) {
    wrapMethod(console, name, (_self, args, call) => {
      if (!isBusy) {
        isBusy = true;
        attempt(() => note(methods[name] as Method, args));
        isBusy = false;
      }
      return call(args);
    });
  }
}

function createMethods(positions: Positions, indent: (change: number) => void): Record<string, Method> {
  const counts: Record<string, number> = Object.create(null);
  const timers: Record<string, number> = Object.create(null);

  const plain =
    (level: ConsoleLevel): Method =>
    (args) =>
    () => ({ level, text: formatted(args, 0) });

  const group: Method = (args) => {
    indent(1);
    return () => ({ level: "log", text: args.length > 0 ? formatted(args, 0) : "console.group" });
  };

  const timed: Method = (args) => {
    const label = labelOf(args);
    const started = timers[label];
    if (started === undefined) return () => ({ level: "warn", text: `There is no timer “${label}”.` });
    const took = round((now() - started) * 100) / 100;
    return () => ({ level: "log", text: withRest(`${label}: ${took} ms`, " ", args) });
  };

  return {
    debug: plain("debug"),
    log: plain("log"),
    info: plain("info"),
    warn: plain("warn"),
    error: plain("error"),
    dirxml: plain("log"),
    dir: (args) => () => ({ level: "log", text: shown(args[0]) }),
    table: (args) => () => ({ level: "log", text: shown(args[0]) }),
    trace: (args) => () => ({
      level: "log",
      text: args.length > 0 ? formatted(args, 0) : "console.trace",
      stack: positions.frames(stackOf(new NativeError())),
    }),
    assert: (args) =>
      args[0] ? null : () => ({ level: "error", text: withRest("Assertion failed", ": ", args) }),
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indent(-1);
      return null;
    },
    count: (args) => {
      const label = labelOf(args);
      const count = (counts[label] ?? 0) + 1;
      counts[label] = count;
      return () => ({ level: "log", text: `${label}: ${count}` });
    },
    countReset: (args) => {
      delete counts[labelOf(args)];
      return null;
    },
    time: (args) => {
      const label = labelOf(args);
      timers[label] ??= now();
      return null;
    },
    timeLog: timed,
    timeEnd: (args) => {
      const write = timed([args[0]]);
      delete timers[labelOf(args)];
      return write;
    },
  };
}

function withRest(start: string, between: string, args: unknown[]): string {
  return args.length > 1 ? `${start}${between}${formatted(args, 1)}` : start;
}

function labelOf(args: unknown[]): string {
  return args[0] === undefined ? "default" : shown(args[0]);
}

function indentation(depth: number): string {
  return sliceText("                    ", 0, 2 * depth);
}

/** Of the first error among the values. */
function stackIn(args: unknown[], positions: Positions): string {
  for (let index = 0; index < args.length; index += 1) {
    const stack = errorText(args[index]) === null ? "" : stackOf(args[index] as object);
    if (stack) return positions.frames(stack);
  }
  return "";
}
