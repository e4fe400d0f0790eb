/** How the window looks: read once, changed a part at a time. */
import { useQueryClient } from "@tanstack/react-query";
import { useBackend } from "../backend";
import type { Look } from "../bindings";
import { useReporting } from "./problems";

export function useSaveLook(): (part: Partial<Look>) => void {
  const backend = useBackend();
  const client = useQueryClient();
  const report = useReporting();
  return (part) => {
    const save = async () => {
      const look = { ...(await backend.look()), ...part };
      client.setQueryData(["look"], look);
      await backend.saveLook(look);
    };
    report(save());
  };
}
