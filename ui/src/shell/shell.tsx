/** The window: the workbench on the left, the stage on the right, and the line between them. */
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Backend, BackendProvider } from "../backend";
import { Divider } from "../parts/divider";
import { NavigationProvider } from "./navigation";
import { ProblemsProvider } from "./problems";
import { newQueryClient, useHostEvents, useLook, useStage } from "./queries";
import { StageArea } from "./stage/stage-area";
import { useSaveLook } from "./use-look";
import { Workbench } from "./workbench";

const NARROWEST = 320;
const WIDEST = 900;

export function Shell({ backend }: { backend: Backend }) {
  const [client] = useState(newQueryClient);
  return (
    <BackendProvider value={backend}>
      <QueryClientProvider client={client}>
        <ProblemsProvider>
          <NavigationProvider>
            <Window />
          </NavigationProvider>
        </ProblemsProvider>
      </QueryClientProvider>
    </BackendProvider>
  );
}

function Window() {
  useHostEvents();
  useDocumentTheme();
  const look = useLook();
  const saveLook = useSaveLook();
  const [dragged, setDragged] = useState<number | null>(null);
  if (!look.data && !look.error) return null;
  const width = dragged ?? look.data?.workbenchWidth ?? NARROWEST;
  const resized = (workbenchWidth: number) => {
    setDragged(workbenchWidth);
    saveLook({ workbenchWidth });
  };
  return (
    <div className="flex h-full">
      <Workbench width={width} />
      <Divider
        label="Width of the workbench"
        width={width}
        min={NARROWEST}
        max={WIDEST}
        onMove={setDragged}
        onDone={resized}
      />
      <StageArea />
    </div>
  );
}

/** The kit's colours follow `data-theme`. */
function useDocumentTheme(): void {
  const theme = useStage().data?.theme;
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
  }, [theme]);
}
