/** Keeps the end of the transcript in sight while it grows, until the person scrolls up. */
import { type RefObject, useEffect, useRef } from "react";
import type { Scroll } from "../bindings";

/** How near to the end still counts as being there. */
const NEAR = 24;

type NewestInSight = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
};

/**
 * `newest` names the last thing in the transcript: a new one is scrolled to smoothly, or as `arrival` says. What
 * was there when the page began has arrived long ago.
 */
export function useNewestInSight(newest: string | null, arrival: Scroll): NewestInSight {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const lastTop = useRef(0);
  const lastExtent = useRef("");
  const known = useRef<string | null>(null);

  const onScroll = () => {
    const area = scroller.current;
    if (!area) return;
    const extent = `${area.scrollHeight} in ${area.clientHeight}`;
    const isSameExtent = extent === lastExtent.current;
    // Only a way upwards is the person's: our own scrolling goes down and passes through places above the end.
    // A page of another size moves by itself.
    if (isSameExtent && area.scrollTop < lastTop.current - 1) follows.current = false;
    if (area.scrollHeight - area.clientHeight - area.scrollTop < NEAR) follows.current = true;
    lastTop.current = area.scrollTop;
    lastExtent.current = extent;
  };

  useEffect(() => {
    const area = scroller.current;
    const isFirst = known.current === null;
    known.current = newest;
    if (newest === null || !area) return;
    if (!isFirst && arrival !== "follow") follows.current = arrival === "toEnd";
    if (!follows.current) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    area.scrollTo({ top: area.scrollHeight, behavior });
  }, [newest, arrival]);

  useEffect(() => {
    const area = scroller.current;
    if (!area || !content.current) return;
    const growth = new ResizeObserver(() => {
      if (follows.current) area.scrollTo({ top: area.scrollHeight });
    });
    growth.observe(content.current);
    growth.observe(area);
    return () => growth.disconnect();
  }, []);

  return { scroller, content, onScroll };
}
