/** The measured height of widgets that report none: it follows the content, and never its own echo. */
import { beforeEach, expect, test, vi } from "vitest";

// Before the import: the script takes its clock when it starts.
vi.useFakeTimers();
const { observeContentHeight } = await import("./content-height");

/** A page of which the height depends on its frame, in a host that gives it the height it reports. */
let page: {
  wanted: boolean;
  height: (frame: number) => number;
  reported: number[];
  /** Lets everything that is scheduled happen, with the host's answers to it. */
  settle: () => void;
  /** What the host does when the mode changes: another frame. */
  resize: (frame: number) => void;
};

beforeEach(() => {
  const resize = (frame: number) => {
    window.innerHeight = frame;
    window.dispatchEvent(new Event("resize"));
  };
  const own = {
    wanted: true,
    height: (_frame: number) => 300,
    reported: [] as number[],
    settle: () => vi.advanceTimersByTime(500),
    resize,
  };
  page = own;
  window.innerHeight = 120;
  vi.spyOn(document.documentElement, "getBoundingClientRect").mockImplementation(
    () => ({ height: page.height(window.innerHeight) }) as DOMRect,
  );
  observeContentHeight({
    isWanted: () => own.wanted,
    report: (height) => {
      own.reported.push(height);
      // Engines announce a new size more than once, in one frame and the next.
      resize(height);
      setTimeout(() => resize(height), 50);
    },
  });
  window.dispatchEvent(new Event("load"));
  page.settle();
  return () => {
    own.wanted = false;
    document.body.replaceChildren();
  };
});

async function addContent(): Promise<void> {
  document.body.append("more");
  // Mutations are announced in a microtask.
  await Promise.resolve();
  page.settle();
}

test("the height is reported once, and again when the content changes it", async () => {
  expect(page.reported).toEqual([300]);
  page.resize(300);
  page.settle();
  page.height = () => 420;
  await addContent();
  page.height = () => 80;
  await addContent();
  expect(page.reported).toEqual([300, 420, 80]);
  expect(document.documentElement.getAttribute("style")).toBe(null);
});

test("a page that is always a little taller than its frame does not grow with it", async () => {
  page.height = (frame) => frame + 16;
  await addContent();
  expect(page.reported).toEqual([300, 316]);
});

test("a page that is taller because its frame became narrower is given its height", async () => {
  page.height = () => (window.innerWidth < 700 ? 420 : 300);
  const width = window.innerWidth;
  window.innerWidth = 640;
  page.resize(301);
  page.settle();
  window.innerWidth = width;
  expect(page.reported).toEqual([300, 420]);
});

test("heights of another mode are not reported, and the first one back inline is measured anew", async () => {
  page.height = (frame) => Math.max(frame, 300);
  page.wanted = false;
  page.resize(748);
  await addContent();
  page.wanted = true;
  page.resize(748);
  page.settle();
  expect(page.reported).toEqual([300]);
  page.resize(300);
  page.settle();
  page.height = () => 350;
  await addContent();
  expect(page.reported).toEqual([300, 350]);
});
