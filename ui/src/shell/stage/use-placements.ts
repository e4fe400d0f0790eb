/**
 * Tells the host where the native screens go: over the placeholders on this page, measured after each drawing
 * and at most once a frame.
 */
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { useBackend } from "../../backend";
import type { Placement } from "../../bindings";
import { useReporting } from "../problems";
import type { Fitted } from "./fit";

export function usePlacements(
  area: RefObject<HTMLElement | null>,
  fitted: ReadonlyMap<string, Fitted> | null,
): void {
  const backend = useBackend();
  const report = useReporting();
  const last = useRef("");
  const place = useEffectEvent(() => {
    if (!area.current || !fitted) return;
    const placements = measured(area.current, fitted);
    const told = JSON.stringify(placements);
    if (told === last.current) return;
    last.current = told;
    report(backend.placeScreens(placements, null));
  });
  useEffect(() => {
    const frame = requestAnimationFrame(() => place());
    return () => cancelAnimationFrame(frame);
  });
  useEffect(() => {
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => place());
    };
    window.addEventListener("resize", later);
    return () => {
      window.removeEventListener("resize", later);
      cancelAnimationFrame(frame);
    };
  }, []);
}

function measured(area: HTMLElement, fitted: ReadonlyMap<string, Fitted>): Placement[] {
  const placeholders = area.querySelectorAll<HTMLElement>("[data-placeholder]");
  return [...placeholders].flatMap((placeholder) => {
    const screen = placeholder.dataset.placeholder ?? "";
    const zoom = fitted.get(screen)?.zoom;
    if (zoom === undefined) return [];
    const { x, y, width, height } = placeholder.getBoundingClientRect();
    return [{ screen, x, y, width, height, zoom }];
  });
}
