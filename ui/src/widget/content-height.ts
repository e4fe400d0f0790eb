/**
 * Measures the document for widgets that never report a height of their own. The host uses it only until
 * the widget reports one. Only inline and in a modal has the frame the content's height; elsewhere it has its own.
 */
import {
  NativeMutationObserver,
  NativeResizeObserver,
  nextFrame,
  observeChanges,
  observeSize,
  on,
} from "./originals";

type Fallback = {
  /** In such a mode, and the widget has reported no height of its own. */
  isWanted: () => boolean;
  report: (height: number) => void;
};

export function observeContentHeight(fallback: Fallback): void {
  const measure = measuring(fallback);
  let changed = true;
  let scheduled = false;

  const schedule = () => {
    if (!scheduled) {
      nextFrame(() => {
        scheduled = false;
        if (measure(changed)) changed = false;
      });
    }
    scheduled = true;
  };
  const scheduleChanged = () => {
    changed = true;
    schedule();
  };

  on(window, "resize", schedule);
  // Pictures and style sheets that arrive late; their load events do not bubble.
  on(document, "load", scheduleChanged, { capture: true });
  on(window, "load", () => {
    const sizes = new NativeResizeObserver(schedule);
    observeSize(sizes, document.documentElement);
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    const contents = new NativeMutationObserver(scheduleChanged);
    if (document.body) {
      observeSize(sizes, document.body);
      observeChanges(contents, document.body, everything);
    }
    schedule();
  });
}

/** One measurement at a time; it returns whether it could be made. */
function measuring({ isWanted, report }: Fallback): (changed: boolean) => boolean {
  let measured = 0;
  let frame = window.innerHeight;
  let width = frameWidth();
  let frameElsewhere: number | null = null;

  return (changed) => {
    const now = window.innerHeight;
    if (!isWanted()) {
      frameElsewhere = now;
      return false;
    }
    // The mode arrives before or after the new size: what `100vh` says now belongs to the old mode.
    if (now === frameElsewhere) return false;
    frameElsewhere = null;

    const height = contentHeight(document.documentElement);
    // A page of `100vh` and a margin would grow with its frame for ever: growth counts only where the
    // document changed, or the frame's width, which no report changes.
    const onlyHigher = now !== frame && frameWidth() === width;
    const followsFrame = onlyHigher && height > measured && !changed;
    const news = height > 0 && height !== measured && !followsFrame;
    frame = now;
    width = frameWidth();
    measured = height;
    if (news) report(height);
    return true;
  };
}

/** With its fraction: where only the zoom of a screen changes, the lines of text are of other heights already. */
function frameWidth(): number {
  return window.visualViewport?.width ?? window.innerWidth;
}

/** The height that the content wants, also where `height: 100%` ties it to the frame. */
function contentHeight(root: HTMLElement): number {
  const untouched = root.getAttribute("style") === null;
  const value = root.style.getPropertyValue("height");
  const priority = root.style.getPropertyPriority("height");
  root.style.setProperty("height", "max-content", "important");
  const height = Math.ceil(root.getBoundingClientRect().height);
  root.style.setProperty("height", value, priority);
  if (untouched) root.removeAttribute("style");
  return height;
}
