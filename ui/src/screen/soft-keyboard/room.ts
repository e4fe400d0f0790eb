/** The room that a keyboard takes, on the page and of each widget. */
import { useEffect, useLayoutEffect, useRef } from "react";
import { useHost } from "../host";
import { bringIntoSight, overlap } from "./in-sight";
import type { Typing } from "./typing";

/** Makes room for a keyboard of this height, keeps the field in sight, and tells the widgets what is left of them. */
export function useRoom(typing: Typing, height: number): void {
  const { frames } = useHost();
  const field = typing?.kind === "widget" ? typing.field : null;
  /** How far the frame of the field stands up just now. */
  const offset = useRef(0);
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement;
    style.setProperty("--keyboard-height", `${height}px`);
    if (height > 0) dataset.keyboard = "up";
    else delete dataset.keyboard;
  }, [height]);
  useEffect(() => {
    const move = (to: number) => {
      offset.current = to;
      document.documentElement.style.setProperty("--keyboard-offset", `${to}px`);
    };
    if (height === 0) {
      move(0);
      frames.cover(() => ({ overlap: 0, offset: 0 }));
      return;
    }
    const tell = () =>
      frames.cover((iframe) => ({
        overlap: overlap(iframe, height, offset.current),
        offset: iframe === field?.iframe ? offset.current : 0,
      }));
    const arrange = () => {
      move(field ? bringIntoSight(field, offset.current, height) : 0);
      tell();
    };
    // It is told once at the beginning, after the transcript has followed its new size.
    const room = new ResizeObserver(arrange);
    for (const area of document.querySelectorAll(".transcript, .modal-clip")) room.observe(area);
    document.addEventListener("scroll", tell, true);
    return () => {
      room.disconnect();
      document.removeEventListener("scroll", tell, true);
    };
  }, [frames, field, height]);
}
