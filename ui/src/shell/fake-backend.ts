/**
 * A backend for component tests and the preview page: it answers from the handlers it is given, keeps what it was
 * asked, and lets a test send events. A command without a handler is refused by name.
 */
import type { Backend, BackendCommands } from "../backend";
import type { Event, Problem } from "../bindings";

export type Handlers = { [Name in keyof BackendCommands]?: Answer<BackendCommands[Name]> };

type Answer<Command> = Command extends (...args: infer Args) => Promise<infer T>
  ? (...args: Args) => T | Promise<T>
  : never;

export type FakeBackend = Backend & {
  /** Every command in order, with its arguments. */
  asked: [name: string, ...args: unknown[]][];
  /** What the given command was asked, in order. */
  askedOf(name: keyof BackendCommands): unknown[][];
  emit(event: Event): void;
};

export function fakeBackend(handlers: Handlers): FakeBackend {
  const listeners = new Set<(event: Event) => void>();
  const asked: FakeBackend["asked"] = [];
  const own = {
    asked,
    askedOf: (name: string) => asked.filter(([one]) => one === name).map(([, ...args]) => args),
    emit: (event: Event) => {
      for (const listener of listeners) listener(event);
    },
    onEvent: (listener: (event: Event) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return new Proxy(own, {
    get: (target, name: string) => {
      if (name in target) return Reflect.get(target, name);
      return async (...args: unknown[]) => {
        asked.push([name, ...args]);
        const handler = handlers[name as keyof Handlers] as ((...args: unknown[]) => unknown) | undefined;
        if (!handler) throw problem(`The fake backend has no handler for ${name}.`);
        return handler(...args);
      };
    },
  }) as unknown as FakeBackend;
}

/** A failure as the host would tell it. */
export function problem(message: string, more: Partial<Problem> = {}): Problem {
  return { code: "failed", message, hint: "", exchange: null, ...more };
}
