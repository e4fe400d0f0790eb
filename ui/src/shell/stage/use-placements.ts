/**
 * Tells the host where the native screens go: over the placeholders on this page, measured after each drawing, while the
 * stage scrolls, and at most once a frame. The host hears of one measure at a time, in their order, and of the last one in
 * any case.
 */
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { useBackend } from "../../backend";
import type { Area, Placement } from "../../bindings";
import { useReporting } from "../problems";
import type { Fitted } from "./fit";

/** `within` is where the screens are cut off; null where none can reach beyond the stage. */
type Measured = { placements: Placement[]; within: Area | null };

export function usePlacements(
  area: RefObject<HTMLElement | null>,
  fitted: ReadonlyMap<string, Fitted> | null,
  scrolls: boolean,
): void {
  const tell = useTelling();
  const place = useEffectEvent(() => {
    if (!area.current || !fitted) return;
    const within = scrolls ? visibleOf(area.current) : null;
    tell({ placements: placementsIn(area.current, fitted), within });
  });
  useEffect(() => {
    const frame = requestAnimationFrame(() => place());
    return () => cancelAnimationFrame(frame);
  });
  useEffect(() => {
    const scrolled = area.current;
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => place());
    };
    window.addEventListener("resize", later);
    scrolled?.addEventListener("scroll", later, { passive: true });
    return () => {
      window.removeEventListener("resize", later);
      scrolled?.removeEventListener("scroll", later);
      cancelAnimationFrame(frame);
    };
  }, [area]);
}

/** Hands on what differs from the last, when the host has dealt with the one before. */
function useTelling(): (measured: Measured) => void {
  const backend = useBackend();
  const report = useReporting();
  const last = useRef("");
  const waiting = useRef<Measured | null>(null);
  const isTelling = useRef(false);
  const tellAll = async () => {
    while (waiting.current) {
      const { placements, within } = waiting.current;
      waiting.current = null;
      const told = backend.placeScreens(placements, within);
      report(told);
      await told.catch(() => null);
    }
  };
  return (measured) => {
    const text = JSON.stringify(measured);
    if (text === last.current) return;
    last.current = text;
    waiting.current = measured;
    if (isTelling.current) return;
    isTelling.current = true;
    tellAll().finally(() => {
      isTelling.current = false;
    });
  };
}

function placementsIn(area: HTMLElement, fitted: ReadonlyMap<string, Fitted>): Placement[] {
  const placeholders = area.querySelectorAll<HTMLElement>("[data-placeholder]");
  return [...placeholders].flatMap((placeholder) => {
    const screen = placeholder.dataset.placeholder ?? "";
    const zoom = fitted.get(screen)?.zoom;
    if (zoom === undefined) return [];
    const { x, y, width, height } = placeholder.getBoundingClientRect();
    return [{ screen, x, y, width, height, zoom }];
  });
}

/** Without its scrollbars. */
function visibleOf(area: HTMLElement): Area {
  const { x, y } = area.getBoundingClientRect();
  return {
    x: x + area.clientLeft,
    y: y + area.clientTop,
    width: area.clientWidth,
    height: area.clientHeight,
  };
}
