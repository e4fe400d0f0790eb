/**
 * What a form holds while it is filled in. Each field's state is explicit: not sent, null, or a value that is
 * kept as it was typed. Read into arguments by `read-draft.ts`, made from arguments by `draft-of.ts`.
 */
import type { Field, Member } from "./field";

export type Draft =
  | { kind: "absent" }
  | { kind: "null" }
  | { kind: "text"; text: string }
  | { kind: "number"; text: string }
  | { kind: "boolean"; value: boolean }
  | { kind: "constant" }
  | { kind: "object"; members: ReadonlyMap<string, Draft> }
  | { kind: "list"; items: ListItem[] }
  | { kind: "json"; text: string }
  /** `size` in bytes; null where it is not known. */
  | { kind: "file"; value: FileValue; size: number | null };

/** A file as an argument names it. */
export type FileValue = { file_id: string; mime_type?: string; file_name?: string };

/** `key` stays with the item when it moves. */
export type ListItem = { key: number; draft: Draft };

export const absent: Draft = { kind: "absent" };

/** Names of members and positions in lists, from the root. */
export type Path = (string | number)[];

/** The path as a JSON pointer, which is how violations name their place. */
export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What a field holds once it is to be sent and nothing has been typed: a text is empty, a number still absent. */
export function emptyDraft(field: Field, startOf: (member: Member) => Draft): Draft {
  switch (field.shape.kind) {
    case "text":
      return { kind: "text", text: "" };
    case "constant":
      return { kind: "constant" };
    case "list":
      return { kind: "list", items: [] };
    case "object":
      return { kind: "object", members: new Map(field.shape.members.map((one) => [one.name, startOf(one)])) };
    default:
      return absent;
  }
}
