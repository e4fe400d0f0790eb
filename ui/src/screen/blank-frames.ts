/** For the tests: lets the test environment load `about:blank` in frames, which it otherwise refuses like a page. */
import type { DetachedWindowAPI } from "happy-dom";

export function allowBlankFrames(page: Window & { happyDOM?: DetachedWindowAPI }): void {
  if (page.happyDOM) page.happyDOM.settings.enableIframePageLoading = true;
}
