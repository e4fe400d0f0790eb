/**
 * Widgets far from sight are parked: the engine lays them out and draws them no more, while their documents go on with
 * their state. Only one that has been in sight is, because a frame that is parked before its first layout has no width, and
 * its widget would measure itself by that.
 */
import { type RefObject, useEffect, useState } from "react";

/** `life` names the document in the frame: the next one has to be seen anew. */
export function useParkable(place: RefObject<HTMLElement | null>, life: string): boolean {
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      setSeen(life);
      sight.disconnect();
    });
    sight.observe(element);
    return () => sight.disconnect();
  }, [life]);
  return seen === life;
}
