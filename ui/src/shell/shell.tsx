/** The window: the workbench on the left, the stage on the right, and the line between them. */
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Backend, BackendProvider } from "../backend";
import { Divider } from "../parts/divider";
import { NavigationProvider } from "./navigation";
import { usePanes } from "./panes";
import { ProblemsProvider } from "./problems";
import { newQueryClient, useHostEvents, useLook, useStage } from "./queries";
import { StageArea } from "./stage/stage-area";
import { useSize } from "./stage/use-size";
import { useSaveLook } from "./use-look";
import { Workbench } from "./workbench";

const NARROWEST = 320;
const WIDEST = 900;
/** Less than this leaves no screen legible: in a narrow window the workbench gives way. */
const NARROWEST_STAGE = 600;

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
  usePanes();
  const whole = useRef<HTMLDivElement>(null);
  const size = useSize(whole);
  const look = useLook();
  return (
    <div className="flex h-full" ref={whole}>
      {look.data || look.error ? (
        <Panes
          widest={size?.width ? widestIn(size.width) : WIDEST}
          savedWidth={look.data?.workbenchWidth ?? NARROWEST}
        />
      ) : null}
    </div>
  );
}

function widestIn(window: number): number {
  return Math.max(NARROWEST, Math.min(WIDEST, window - NARROWEST_STAGE));
}

function Panes({ widest, savedWidth }: { widest: number; savedWidth: number }) {
  const saveLook = useSaveLook();
  const [dragged, setDragged] = useState<number | null>(null);
  const width = Math.min(widest, dragged ?? savedWidth);
  const resized = (workbenchWidth: number) => {
    setDragged(workbenchWidth);
    saveLook({ workbenchWidth });
  };
  return (
    <>
      <Workbench width={width} />
      <Divider
        label="Width of the workbench"
        width={width}
        min={NARROWEST}
        max={widest}
        onMove={setDragged}
        onDone={resized}
      />
      <StageArea />
    </>
  );
}

/** The kit's colours follow `data-theme`. */
function useDocumentTheme(): void {
  const theme = useStage().data?.theme;
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
  }, [theme]);
}
