/** The changes that are not saved yet; they stay while the person looks elsewhere. */
import { useKept } from "../navigation";
import { type Changes, UNCHANGED } from "./changes";

export function useChanges() {
  return useKept<Changes>("settings", UNCHANGED);
}
