/**
 * Puts something around the engine's functions so that the page hardly notices: a proxy keeps name, length, properties,
 * prototype and text of what it stands for, and a class may extend it.
 */
import {
  apply,
  attempt,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  NativeProxy,
} from "../originals";

type Call = (args: unknown[]) => unknown;
type Around = (self: unknown, args: unknown[], call: Call) => unknown;
type Make = (args: unknown[]) => object;

/** An interface or a function that the engine may not have. */
export function global(name: string): object | undefined {
  return (window as unknown as Record<string, object | undefined>)[name];
}

export function prototypeOf(name: string): object | undefined {
  return (global(name) as { prototype: object } | undefined)?.prototype;
}

/** Where there is such a method, on the object or above it. */
export function wrapMethod(object: object | undefined, name: string, around: Around): void {
  change(object, name, (described) => {
    if (!hasOwn(described, "value") || typeof described.value !== "function") return;
    described.value = wrapped(described.value, around);
  });
}

export function wrapGetter(object: object | undefined, name: string, around: Around): void {
  change(object, name, (described) => {
    if (described.get) described.get = wrapped(described.get, around) as () => unknown;
  });
}

export function wrapSetter(object: object | undefined, name: string, around: Around): void {
  change(object, name, (described) => {
    if (described.set) described.set = wrapped(described.set, around) as (value: unknown) => void;
  });
}

/** `make` is also called for the classes that extend it. */
export function wrapConstructor(name: string, around: (args: unknown[], make: Make) => object): void {
  wrapClass(window, name, around);
}

/** As `wrapConstructor`, of a class that this object has; `called` is around it where it is called without `new`. */
export function wrapClass(
  owner: object,
  name: string,
  around: (args: unknown[], make: Make) => object,
  called?: Around,
): void {
  change(owner, name, (described) => {
    const native = described.value;
    const prototype = native?.prototype;
    if (!prototype) return;
    const handler = {
      __proto__: null,
      construct: (target: NewableFunction, args: unknown[], newTarget: NewableFunction) =>
        around(args, (given) => construct(target, given, newTarget)),
    } as ProxyHandler<NewableFunction>;
    if (called) {
      handler.apply = (target, self, args) =>
        called(self, args, (given) => apply(target as unknown as CallableFunction, self, given));
    }
    described.value = new NativeProxy(native, handler);
    const own = getOwnPropertyDescriptor(prototype, "constructor");
    if (own) defineProperty(prototype, "constructor", { ...own, value: described.value });
  });
}

/** Is told of each call before it is made. */
type Note = (args: unknown[], self: unknown) => void;

export function noteMethod(object: object | undefined, name: string, task: Note): void {
  wrapMethod(object, name, noting(task));
}

export function noteGetter(object: object | undefined, name: string, task: Note): void {
  wrapGetter(object, name, noting(task));
}

export function noteSetter(object: object | undefined, name: string, task: Note): void {
  wrapSetter(object, name, noting(task));
}

function noting(task: Note): Around {
  return (self, args, call) => {
    attempt(() => task(args, self));
    return call(args);
  };
}

function wrapped(native: unknown, around: Around): unknown {
  return new NativeProxy(
    native as CallableFunction,
    {
      __proto__: null,
      apply: (target: CallableFunction, self: unknown, args: unknown[]) =>
        around(self, args, (given) => apply(target, self, given)),
    } as ProxyHandler<CallableFunction>,
  );
}

/** What the page or the engine holds fast stays as it is. */
function change(
  object: object | undefined,
  name: string,
  alter: (described: PropertyDescriptor) => void,
): void {
  attempt(() => {
    let owner: object | null | undefined = object;
    while (owner && !hasOwn(owner, name)) owner = getPrototypeOf(owner);
    const described = owner && getOwnPropertyDescriptor(owner, name);
    if (!owner || !described) return;
    alter(described);
    defineProperty(owner, name, described);
  });
}
