/**
 * Values in words, as a console shows them. No getter and no method of the page's is called, and nothing is thrown; the
 * traps of a proxy cannot be told from the engine's own answers.
 */
import {
  attempt,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isAbove,
  isArray,
  keys,
  min,
  NativeError,
  of,
  reader,
  sliceText,
  stringify,
} from "../originals";

const MOST_TEXT = 4000;
const MOST_DEPTH = 4;
const MOST_ITEMS = 100;
/** How far up prototypes are looked at. */
const MOST_PROTOTYPES = 10;

const GETTER = Symbol();

/** What is around a value. */
type Outer = { value: object; outer: Outer | null; depth: number };
/** Letters that are left. */
type Budget = { left: number };

// Taken now: a page may put clocks of its own in place of these.
const { prototype: errors } = NativeError;
const { prototype: dates } = Date;
const { prototype: patterns } = RegExp;

const symbolText = of(Symbol.prototype.toString);
const dateText = of(Date.prototype.toISOString);
const sourceOf = reader(RegExp, "source");
const flagsOf = reader(RegExp, "flags");
const sizeOfMap = reader<Map<unknown, unknown>, "size">(Map, "size");
const sizeOfSet = reader<Set<unknown>, "size">(Set, "size");
const eachOfMap = of<Map<unknown, unknown>, [(value: unknown, key: unknown) => void], void>(
  Map.prototype.forEach,
);
const eachOfSet = of<Set<unknown>, [(value: unknown) => void], void>(Set.prototype.forEach);
const typedLength = reader<Uint8Array, "length">(
  { prototype: getPrototypeOf(Uint8Array.prototype) as Uint8Array },
  "length",
);
const hasNodes = typeof Node === "function" && typeof Element === "function";
const nodeName = hasNodes ? reader(Node, "nodeName") : null;
const tagOf = hasNodes ? reader(Element, "localName") : null;
const attributeOf = hasNodes ? of(Element.prototype.getAttribute) : null;
const exceptions = typeof DOMException === "function" ? DOMException.prototype : null;
const exceptionName = exceptions && reader({ prototype: exceptions }, "name");
const exceptionMessage = exceptions && reader({ prototype: exceptions }, "message");

/** A string is itself, where it stands by itself. */
export function shown(value: unknown): string {
  if (typeof value === "string") return value;
  return write(value, null, { left: MOST_TEXT });
}

/** Name and message, for example `TypeError: x is not a function`; nothing if it is no error. */
export function errorText(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  return (
    attempt(() => {
      if (exceptions && isAbove(exceptions, value)) {
        return named(exceptionName?.(value as DOMException), exceptionMessage?.(value as DOMException));
      }
      if (!isAbove(errors, value) && typeof data(value, "stack") !== "string") return null;
      const text = named(inherited(value, "name"), inherited(value, "message"));
      const cause = data(value, "cause");
      return cause === undefined ? text : `${text} (cause: ${errorText(cause) ?? shown(cause)})`;
    }) ?? null
  );
}

function named(name: unknown, message: unknown): string {
  const first = typeof name === "string" && name ? name : "Error";
  return typeof message === "string" && message ? `${first}: ${message}` : first;
}

/** What a property holds; of a getter's, that it is one. */
function data(object: object, name: string): unknown {
  const described = getOwnPropertyDescriptor(object, name);
  if (!described) return undefined;
  return hasOwn(described, "value") ? described.value : GETTER;
}

/** The same, there or on a prototype. */
export function inherited(object: object, name: string): unknown {
  let owner: object | null = object;
  for (let count = 0; owner && count < MOST_PROTOTYPES; count += 1) {
    if (hasOwn(owner, name)) {
      const value = data(owner, name);
      return value === GETTER ? undefined : value;
    }
    owner = getPrototypeOf(owner);
  }
  return undefined;
}

/** What its members took is part of its own text, and taken once. */
function write(value: unknown, outer: Outer | null, budget: Budget): string {
  const { left } = budget;
  const text = attempt(() => written(value, outer, budget)) ?? "(unreadable)";
  const start = sliceText(text, 0, left);
  const isCut = start !== text && start[start.length - 1] !== "…";
  const kept = isCut ? `${start}…` : start;
  budget.left = left - kept.length;
  return kept;
}

function written(value: unknown, outer: Outer | null, budget: Budget): string {
  switch (typeof value) {
    case "string":
      return stringify(sliceText(value, 0, MOST_TEXT));
    case "bigint":
      return `${value}n`;
    case "symbol":
      return symbolText(value);
    case "function":
      return functionText(value);
    case "object":
      return value === null ? "null" : objectText(value, outer, budget);
    default:
      return `${value as number}`;
  }
}

function functionText(value: object): string {
  const name = data(value, "name");
  return `function ${typeof name === "string" ? name : ""}()`;
}

function objectText(value: object, outer: Outer | null, budget: Budget): string {
  for (let around = outer; around; around = around.outer) {
    if (around.value === value) return "(circular)";
  }
  const simple = errorText(value) ?? nodeText(value) ?? builtInText(value);
  if (simple !== null) return simple;
  const depth = outer ? outer.depth + 1 : 0;
  const inner = { value, outer, depth };
  if (isArray(value)) return depth > MOST_DEPTH ? `Array(${value.length})` : listText(value, inner, budget);
  const name = className(value);
  if (depth > MOST_DEPTH) return name || "{…}";
  return collectionText(value, inner, budget) ?? `${name && `${name} `}${fieldsText(value, inner, budget)}`;
}

function nodeText(value: object): string | null {
  if (value === window) return "Window";
  if (!nodeName || !tagOf || !attributeOf) return null;
  const tag = attempt(() => tagOf(value as Element));
  if (!tag) return attempt(() => nodeName(value as Node)) || null;
  let text = `<${tag}`;
  const names = ["id", "class"] as const;
  for (let index = 0; index < names.length; index += 1) {
    const attribute = attributeOf(value as Element, names[index] as string);
    if (attribute) text += ` ${names[index]}=${stringify(attribute)}`;
  }
  return `${text}>`;
}

function builtInText(value: object): string | null {
  if (isAbove(dates, value)) {
    return attempt(() => dateText(value as Date)) ?? "Invalid Date";
  }
  if (isAbove(patterns, value)) {
    return attempt(() => `/${sourceOf(value as RegExp)}/${flagsOf(value as RegExp)}`) ?? null;
  }
  return null;
}

function listText(list: unknown[], inner: Outer, budget: Budget): string {
  const items = joined(budget);
  const most = min(list.length, MOST_ITEMS);
  for (let index = 0; index < most && items.hasRoom(); index += 1) {
    items.add(member(list, `${index}`, inner, budget));
  }
  return `[${items.text(list.length)}]`;
}

function collectionText(value: object, inner: Outer, budget: Budget): string | null {
  const items = joined(budget);
  const entries = attempt(() => sizeOfMap(value as Map<unknown, unknown>));
  if (entries !== undefined) {
    eachOfMap(value as Map<unknown, unknown>, (entry, key) => {
      if (items.hasRoom()) items.add(`${write(key, inner, budget)} => ${write(entry, inner, budget)}`);
    });
    return `Map(${entries}) {${items.text(entries)}}`;
  }
  const members = attempt(() => sizeOfSet(value as Set<unknown>));
  if (members !== undefined) {
    eachOfSet(value as Set<unknown>, (one) => {
      if (items.hasRoom()) items.add(write(one, inner, budget));
    });
    return `Set(${members}) {${items.text(members)}}`;
  }
  const bytes = attempt(() => typedLength(value as Uint8Array));
  return bytes === undefined ? null : `${className(value)}(${bytes})`;
}

function fieldsText(value: object, inner: Outer, budget: Budget): string {
  const names = keys(value);
  const items = joined(budget);
  for (let index = 0; index < names.length && items.hasRoom(); index += 1) {
    const name = names[index] as string;
    items.add(`${name}: ${member(value, name, inner, budget)}`);
  }
  return `{${items.text(names.length)}}`;
}

function member(owner: object, name: string, inner: Outer, budget: Budget): string {
  const value = data(owner, name);
  return value === GETTER ? "(getter)" : write(value, inner, budget);
}

/** Items with commas between them, as far as there is room. */
function joined(budget: Budget) {
  let text = "";
  let count = 0;
  return {
    hasRoom: () => count < MOST_ITEMS && budget.left > 0,
    add: (item: string) => {
      text += `${count > 0 ? ", " : ""}${item}`;
      count += 1;
    },
    text: (all: number) => (all > count ? `${text}${count > 0 ? ", " : ""}… ${all - count} more` : text),
  };
}

/** Of plain objects nothing. */
function className(value: object): string {
  const prototype = getPrototypeOf(value);
  if (!prototype) return "";
  const made = inherited(prototype, "constructor");
  const name = typeof made === "function" ? data(made, "name") : "";
  return typeof name === "string" && name !== "Object" ? name : "";
}
