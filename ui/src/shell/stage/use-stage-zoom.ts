/** How large the screens are drawn now. Where the system cannot cut them off, the stage cannot scroll and all have to fit. */
import type { Stage, StageZoom } from "../../bindings";
import { useLook } from "../queries";

export function useStageZoom(stage: Stage | undefined): StageZoom {
  const wanted = useLook().data?.zoom ?? "fit";
  return stage?.cutsOff ? wanted : "fit";
}
