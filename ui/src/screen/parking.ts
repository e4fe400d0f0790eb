/**
 * Widgets far from sight are parked: the engine lays them out and draws them no more, while their documents go on with
 * their state. Only one that has been near is, because a frame that is parked before its first layout has no width, and its
 * widget would measure itself by that. One that is in sight is left alone: the engine skips what it may park until it has
 * looked whether that is in sight, and a widget that comes back from fullscreen would be gone for a frame.
 */
import { type RefObject, useEffect, useState } from "react";

/** How far beyond the edges of the transcript is near: another screen of it, upwards and downwards. */
const NEAR = "100% 0px";

type Place = { life: string; isNear: boolean };

/** `life` names the document in the frame: the next one has to be near anew. */
export function useParked(place: RefObject<HTMLElement | null>, life: string): boolean {
  const [seen, setSeen] = useState<Place | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const root = element.closest("main");
    const sight = new IntersectionObserver(
      (entries) => {
        const isNear = entries.at(-1)?.isIntersecting ?? false;
        setSeen((before) => (isNear || before?.life === life ? { life, isNear } : before));
      },
      { root, rootMargin: NEAR },
    );
    sight.observe(element);
    return () => sight.disconnect();
  }, [life]);
  return seen?.life === life && !seen.isNear;
}
