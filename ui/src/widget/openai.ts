/**
 * The object `window.openai`: the globals that the host keeps current, and those members that the host offers.
 * The others are absent, as authors are told to test for them.
 */

import { createMembers, type Member, type Surroundings } from "./members";
import { defineProperty, dispatch, keys, later, NativeCustomEvent, set } from "./originals";

/** By name, as the host says them; those that it has not said are not known yet. */
export type Globals = Record<string, unknown>;

type Offer = Omit<Surroundings, "change"> & {
  globals: Globals;
  members: string[];
  /** Whether authors have the object at all; if not, nothing is announced either. */
  isOffered: boolean;
};

export function createOpenai({ globals: initial, members, isOffered, ...surroundings }: Offer) {
  // All names from the start, and no prototype: what the page puts on Object.prototype is not met here.
  const known = {
    __proto__: null,
    toolInput: null,
    toolOutput: null,
    toolResponseMetadata: null,
    widgetState: null,
    maxHeight: null,
  } as Globals;
  const openai: Record<string, unknown> = {};

  /** Values first, event after: listeners read the new values from the object itself. */
  function change(globals: Globals): void {
    try {
      write(globals);
      if (isOffered) announce(globals);
    } catch {
      // A page can make its own object refuse; that is not the author's call failing.
    }
  }

  function write(globals: Globals): void {
    const names = keys(globals);
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] as string;
      put(known, name, globals[name]);
      const isAbsent = name === "maxHeight" && globals[name] === null;
      // Unlike an assignment this does not throw where the page has frozen the object.
      set(openai, name, isAbsent ? undefined : globals[name]);
    }
    if (isOffered && globals.locale) setLanguage();
  }

  /** A document that was written anew has none yet. */
  function setLanguage(): void {
    if (known.locale && document.documentElement) document.documentElement.lang = `${known.locale}`;
  }

  write(known);
  write(initial);
  const all: Record<string, Member> = createMembers({ ...surroundings, change });
  for (const name of members) {
    if (all[name]) openai[name] = all[name];
  }
  if (isOffered) later(() => announce(known));

  /** Whether the mode, as far as it is told, makes the frame as high as its content. */
  const followsContent = () => {
    const mode = openai.displayMode;
    return mode === undefined || mode === "inline" || mode === "modal";
  };
  return { openai, change, setLanguage, followsContent };
}

function announce(globals: Globals): void {
  // A copy: what a listener does to it changes nothing here.
  const copy = {};
  const names = keys(globals);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    put(copy, name, globals[name]);
  }
  const init = { __proto__: null, detail: { globals: copy } } as CustomEventInit;
  dispatch(new NativeCustomEvent("openai:set_globals", init));
}

/** An own property whatever the prototype has of that name. */
function put(target: object, name: string, value: unknown): void {
  const property = { __proto__: null, value, writable: true, enumerable: true, configurable: true };
  defineProperty(target, name, property as PropertyDescriptor);
}
