/** Changes the arrangement of the screens; those that stay go on. */
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend";
import { useReporting } from "../problems";
import { type Arrangement, arrangementOf } from "./arrangement";

type Change = (now: Arrangement) => Arrangement;

/**
 * One change after the other, each to what the one before it left. Rejects with the host's refusal, which leaves things as
 * they are.
 */
export function useArranging(): (change: Change) => Promise<unknown> {
  const backend = useBackend();
  const { mutateAsync } = useMutation({
    scope: { id: "arrangement" },
    mutationFn: async (change: Change) => {
      const { screens } = await backend.stage();
      await backend.arrangeScreens(change(arrangementOf(screens)));
    },
  });
  return mutateAsync;
}

/** A refusal is listed in the workbench. */
export function useArrange(): (change: Change) => void {
  const arranging = useArranging();
  const report = useReporting();
  return (change) => report(arranging(change));
}
