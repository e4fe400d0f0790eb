/**
 * Going through the window by F6, and back by Shift+F6: the workbench, the stage, and each screen that can be seen. The
 * first two are of this page; the screens are views of their own, between which the program moves the focus.
 */
import { useEffect, useRef } from "react";
import { useBackend } from "../backend";
import type { Pane, Way } from "../bindings";
import { useKey } from "../parts/key-hint";
import { takeFocus, takeFocusAt } from "../parts/take-focus";
import { useReporting } from "./problems";

type PaneHere = "workbench" | "stage";

/** Of the elements that `data-pane` names. */
export function usePanes(): void {
  const backend = useBackend();
  const report = useReporting();
  /** What had the focus last. */
  const last = useRef(new Map<PaneHere, HTMLElement>());
  const go = (way: Way) => {
    const here = paneOf(document.activeElement);
    if (here === "workbench" && way === "forward") resume("stage", last.current);
    else if (here === "stage" && way === "backward") resume("workbench", last.current);
    else report(backend.enterScreens(way));
  };
  useKey("F6", () => go("forward"));
  useKey("Shift+F6", () => go("backward"));
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.current.set(paneOf(target), target);
    };
    document.addEventListener("focusin", remember);
    const stop = backend.onEvent((event) => {
      if (event.kind === "pane") arrive(event.pane, last.current);
    });
    return () => {
      document.removeEventListener("focusin", remember);
      stop();
    };
  }, [backend]);
}

/** What is outside of both stands beside the workbench. */
function paneOf(element: Element | null): PaneHere {
  return element?.closest("[data-pane=stage]") ? "stage" : "workbench";
}

function arrive(pane: Pane, last: Map<PaneHere, HTMLElement>): void {
  if (pane.kind === "screen") frameOf(pane.id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  else resume(pane.kind, last);
}

function frameOf(screen: string): Element | null {
  return document.querySelector(`[data-testid=screen-frame][data-screen="${CSS.escape(screen)}"]`);
}

/** Where the person was in it, else at its start. */
function resume(pane: PaneHere, last: Map<PaneHere, HTMLElement>): void {
  const before = last.get(pane);
  if (before?.isConnected && takeFocus(before)) return;
  const whole = document.querySelector(`[data-pane=${pane}]`);
  if (whole) takeFocusAt("start", whole);
}
