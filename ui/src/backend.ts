/**
 * What the shell asks of the program behind it, and the one place that speaks to Tauri.
 * Commands reject with a `Problem`. Tests hand in another `Backend`; nothing else knows which one it has.
 */
import { createContext, useContext } from "react";
import { commands, type Event, events, type Problem } from "./bindings";

type Commands = typeof commands;
type Data<Answer> = Answer extends { status: "ok"; data: infer T } ? T : never;

/** Every command as a promise of its data. */
export type BackendCommands = {
  [Name in keyof Commands]: (
    ...args: Parameters<Commands[Name]>
  ) => Promise<Data<Awaited<ReturnType<Commands[Name]>>>>;
};

export type Backend = BackendCommands & {
  /** Calls the listener at each event of the host until the returned function is called. */
  onEvent(listener: (event: Event) => void): () => void;
};

/** Whatever a promise was rejected with, in the shape in which failures are shown. */
export function problemOf(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: "failed",
    message,
    hint: "This is a fault of Greenroom itself. Try again; if it stays, restart it.",
    exchange: null,
  };
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "hint" in thrown;
}

/** The backend of the real window. */
export function tauriBackend(): Backend {
  const unwrapped = Object.entries(commands).map(([name, command]) => [name, unwrap(command)]);
  return { ...(Object.fromEntries(unwrapped) as BackendCommands), onEvent };
}

function unwrap(command: Commands[keyof Commands]) {
  const call = command as (
    ...args: unknown[]
  ) => Promise<{ status: string; data?: unknown; error?: unknown }>;
  return async (...args: unknown[]) => {
    const answer = await call(...args);
    if (answer.status === "ok") return answer.data;
    throw problemOf(answer.error);
  };
}

function onEvent(listener: (event: Event) => void): () => void {
  const listening = events.hostEvent.listen((event) => listener(event.payload));
  return () => {
    listening.then((stop) => stop());
  };
}

const Context = createContext<Backend | null>(null);

export const BackendProvider = Context.Provider;

/** The backend of the surrounding `BackendProvider`. */
export function useBackend(): Backend {
  const backend = useContext(Context);
  if (!backend) throw new Error("useBackend needs a BackendProvider above it.");
  return backend;
}
