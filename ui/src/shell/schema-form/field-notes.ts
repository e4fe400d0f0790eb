/** What there is to say beside the fields of a form: violations and faults, by JSON pointer. */
import { createContext, useContext } from "react";

export type FieldNote = { pointer: string; text: string };

const Context = createContext<FieldNote[]>([]);

export const FieldNotes = Context.Provider;

/** The notes for exactly this place. */
export function useFieldNotes(pointer: string): string[] {
  return useContext(Context)
    .filter((note) => note.pointer === pointer)
    .map((note) => note.text);
}
