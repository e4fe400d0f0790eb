/**
 * Reads the arguments of `window.openai`'s members: each reader returns what is sent, as a copy, or throws a
 * `TypeError` that says what was expected and what came instead.
 */
import { isArray, isFiniteNumber, NativeTypeError, parse, stringify } from "./originals";

type Fields = Record<string, unknown>;

/** The value as it is after a way through JSON, which is how it reaches the host and is stored. */
export function jsonCopy(member: string, value: unknown): unknown {
  let text: string | undefined;
  try {
    text = stringify(value);
  } catch (thrown) {
    throw new NativeTypeError(`${member}: the value cannot be written as JSON: ${reason(thrown)}.`);
  }
  if (text === undefined) {
    throw new NativeTypeError(`${member}: expected a value that JSON can hold, not ${described(value)}.`);
  }
  return parse(text);
}

/** `what` is called by its name in the sentence, such as "the prompt". */
export function readText(member: string, what: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new NativeTypeError(
    `${member}: expected ${what} as a string that is not empty, not ${described(value)}.`,
  );
}

export function readFields(member: string, shape: string, value: unknown): Fields {
  if (!isFields(value)) {
    throw new NativeTypeError(`${member}: expected an object like ${shape}, not ${described(value)}.`);
  }
  const copy = jsonCopy(member, value);
  // `toJSON` of the author's may make anything of it.
  if (isFields(copy)) return copy;
  throw new NativeTypeError(`${member}: expected an object like ${shape}, not ${described(copy)}.`);
}

/** None are the same as an empty object. */
export function readOptions(member: string, shape: string, value: unknown): Fields {
  return value === undefined || value === null ? {} : readFields(member, shape, value);
}

export function readMode(value: unknown): string {
  if (value === "inline" || value === "pip" || value === "fullscreen") return value;
  throw new NativeTypeError(
    `requestDisplayMode({ mode }): expected "inline", "pip" or "fullscreen" as the mode, not ${described(value)}.`,
  );
}

export function readHeight(value: unknown): number {
  if (typeof value === "number" && isFiniteNumber(value) && value >= 0) return value;
  throw new NativeTypeError(
    `notifyIntrinsicHeight(height): expected the height in CSS pixels as a number of 0 or more, not ${described(value)}.`,
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !isArray(value);
}

function described(value: unknown): string {
  if (value === null) return "null";
  if (isArray(value)) return "an array";
  if (typeof value === "string") return stringify(value);
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  if (value === undefined) return "undefined";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function reason(thrown: unknown): string {
  try {
    return `${(thrown as Error).message}`;
  } catch {
    return "it refused to be read";
  }
}
