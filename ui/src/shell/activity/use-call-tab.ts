/** Which part of a call is open; it stays so while other views are looked at. */
import { useKept } from "../navigation";

export function useCallTab(call: string) {
  return useKept(`tab of ${call}`, "result");
}
