/**
 * Lengths of this page in CSS pixels of its device. The engine says them in those of the view, which are others where the page
 * scales itself (scale.ts). What an element says of its own inside (`offsetWidth`, `scrollTop`) is not concerned.
 */

/** Pixels of the view for one of the device. */
export function scaleOfPage(): number {
  return ofRoot("--screen-scale") ?? 1;
}

export function screenSize(): { width: number; height: number } {
  return { width: ofRoot("--screen-width") ?? innerWidth, height: ofRoot("--screen-height") ?? innerHeight };
}

/** Where an element is on the screen. */
export function boxOf(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  const scale = scaleOfPage();
  return new DOMRect(x / scale, y / scale, width / scale, height / scale);
}

function ofRoot(property: string): number | null {
  const value = Number.parseFloat(document.documentElement.style.getPropertyValue(property));
  return Number.isNaN(value) ? null : value;
}
