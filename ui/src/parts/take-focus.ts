/** Giving the focus to an element of a page whose view got it by a key that another view heard. */

/** Marks what only says that Tab came to an end of the page. */
export const EDGE = "data-edge";

const TABBED = `:is(button, a[href], input, select, textarea, iframe, [contenteditable=true], [tabindex]):not(:disabled, [tabindex='-1'], [${EDGE}])`;

/** The page would show no focus by itself, having heard no key. Answers whether the element took it. */
export function takeFocus(element: HTMLElement): boolean {
  const options: FocusOptions & { focusVisible: boolean } = { focusVisible: true };
  element.focus(options);
  return element.contains(document.activeElement);
}

/** Gives it to what Tab comes to first, or last. */
export function takeFocusAt(end: "start" | "end", whole: ParentNode): void {
  const all = [...whole.querySelectorAll<HTMLElement>(TABBED)].filter((one) => !one.closest("[inert]"));
  (end === "start" ? all : all.reverse()).find(takeFocus);
}
