/** What the components need of the world: a way to answer the host, and the registry of widget frames. */
import { createContext, use } from "react";
import type { FromScreen } from "../bindings";
import type { WidgetFrames } from "./widget-frames";

export type Host = {
  send: (message: FromScreen) => void;
  frames: WidgetFrames;
};

export const HostContext = createContext<Host | null>(null);

export function useHost(): Host {
  const host = use(HostContext);
  if (!host) throw new Error("A part of the screen is drawn outside of its HostContext.");
  return host;
}
