/**
 * What was measured of ChatGPT, held against what this page shows. A test asks for it in a real screen, where there is a
 * layout; what is not drawn just now is not measured.
 */
import { boxOf, screenSize } from "./device-lengths";
import { COLOURS, FURNITURE, MODES, THREAD } from "./measures-table";

/** The page as it is laid out, in CSS pixels. */
export type Room = {
  form: string;
  theme: string;
  width: number;
  /** Of the part beside the sidebar. */
  thread: number;
  header: DOMRect;
  safeBottom: number;
};

export type Measure = {
  what: string;
  selector: string;
  /** Of an element that is drawn, as a length in CSS pixels or as the engine writes a computed value. */
  read: (element: HTMLElement, room: Room) => number | string;
  /** Nothing where ChatGPT has another arrangement, or none was measured. */
  expected: (room: Room) => number | string | null;
  /** Where the number is from: an observed shell with its date, OpenAI's documents or kit, or chosen. */
  source: string;
};

export type Measured = {
  what: string;
  selector: string;
  expected: number | string;
  actual: number | string;
  source: string;
  holds: boolean;
};

export const TABLE: Measure[] = [...FURNITURE, ...THREAD, ...MODES, ...COLOURS];

/** A zoomed screen rounds to its own pixels. */
const TOLERANCE = 0.6;

/** A row for each element on the page that a measure is about. */
export function measureScreen(page: Document): Measured[] {
  const room = roomOf(page);
  return TABLE.flatMap(({ what, selector, read, expected, source }) => {
    const wanted = expected(room);
    if (wanted === null) return [];
    const drawn = [...page.querySelectorAll<HTMLElement>(selector)].filter(
      (one) => one.getClientRects().length,
    );
    return drawn.map((element) => {
      const actual = read(element, room);
      return { what, selector, expected: wanted, actual, source, holds: agree(wanted, actual) };
    });
  });
}

function agree(wanted: number | string, actual: number | string): boolean {
  if (typeof wanted === "number" && typeof actual === "number") return Math.abs(wanted - actual) < TOLERANCE;
  return wanted === actual;
}

function roomOf(page: Document): Room {
  const { dataset } = page.documentElement;
  const style = getComputedStyle(page.documentElement);
  const { width } = screenSize();
  const header = page.querySelector(".header");
  return {
    form: dataset.form ?? "",
    theme: dataset.theme ?? "",
    width,
    thread: page.querySelector(".transcript")?.clientWidth ?? width,
    header: header ? boxOf(header) : new DOMRect(),
    safeBottom: Number.parseFloat(style.getPropertyValue("--safe-bottom")) || 0,
  };
}
