/** Changes the arrangement of the screens; those that stay go on. */
import { useBackend } from "../../backend";
import { useReporting } from "../problems";
import { useStage } from "../queries";
import { type Arrangement, arrangementOf } from "./arrangement";

export function useArrange(): (change: (now: Arrangement) => Arrangement) => void {
  const backend = useBackend();
  const report = useReporting();
  const screens = useStage().data?.screens;
  return (change) => {
    if (screens) report(backend.arrangeScreens(change(arrangementOf(screens))));
  };
}
