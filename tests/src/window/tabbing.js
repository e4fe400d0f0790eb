(// What of a page a person can reach by Tab, found out from the page itself, and what Tab reaches: an object that stays with
// the page.
window.__tabbing ??= (() => {
  const CONTROLS =
    "button, a[href], input, select, textarea, summary, iframe, [role=button], [role=link], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=slider], [role=combobox], [role=textbox], [role=option], [role^=menuitem], [role=treeitem], [role=separator][aria-valuenow], [contenteditable=true]";
  // Of their members one has the focus for all, which arrows reach.
  const GROUPS = "[role=tablist], [role=radiogroup], [role=menu], [role=listbox], [role=group], [role=toolbar]";
  const LOOKS = ["outlineStyle", "outlineWidth", "boxShadow", "borderTopColor", "borderBottomColor", "backgroundColor"];

  const nameOf = (element) => {
    const own = element.closest("[data-testid]")?.dataset.testid ?? element.tagName.toLowerCase();
    const called = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
    return `${own}: ${called.trim().replace(/\s+/g, " ").slice(0, 40)}`;
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest("[inert], [aria-hidden=true]")
    );
  };
  const isGroup = (element) => element.matches(`${GROUPS}, [role=tree]`);
  const isLed = (element) => {
    if (element.closest("[role=tree]")) return true;
    return element.closest(GROUPS)?.querySelectorAll("[tabindex='0']").length === 1;
  };
  const wanted = () =>
    [...document.querySelectorAll(`${CONTROLS}, [tabindex]`)].filter((element) => {
      if (!isSeen(element) || isGroup(element) || element.matches("[data-edge]") || element.matches(":disabled, [aria-disabled=true]")) return false;
      return element.tabIndex >= 0 || (element.matches(CONTROLS) && !isLed(element));
    });
  const around = (element) => {
    const above = [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean);
    return [...above, ...element.children];
  };
  const looksOf = (element) =>
    around(element)
      .flatMap((one) => [null, "::before", "::after"].map((part) => getComputedStyle(one, part)))
      .map((style) => LOOKS.map((look) => style[look]).join(" "))
      .join("\n");
  // These show a caret; a frame shows the focus of its own.
  const showsItself = (element) =>
    element.matches("iframe, textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=file])");

  let last = null;
  let hidden = [];
  const leave = () => {
    if (last?.element.isConnected && !showsItself(last.element) && looksOf(last.element) === last.looks) {
      hidden.push(nameOf(last.element));
    }
    last = null;
  };
  return {
    wanted: () => wanted().map(nameOf),
    // Where the focus is: the place among what is wanted, and its name; null where nothing has it.
    at: () => {
      const element = document.activeElement;
      if (element !== last?.element) {
        leave();
        if (element !== document.body) last = { element, looks: looksOf(element) };
      }
      return element === document.body ? null : [wanted().indexOf(element), nameOf(element)];
    },
    // What had the focus without showing it, since this was asked last.
    hidden: () => {
      if (last && (last.element !== document.activeElement || !document.hasFocus())) leave();
      const found = hidden;
      hidden = [];
      return found;
    },
    // How the focus gets to the element that the selector finds: it is "here", an arrow leads there, or Tab does.
    wayTo: (selector) => {
      const element = [...document.querySelectorAll(selector)].find(isSeen);
      const now = document.activeElement;
      if (!element || element === now) return element ? "here" : "missing";
      const group = element.closest(GROUPS);
      if (!group?.contains(now) || element.tabIndex >= 0) return "tab";
      return now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "left" : "right";
    },
  };
})())
