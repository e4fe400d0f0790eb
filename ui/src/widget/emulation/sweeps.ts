/**
 * Finds the style sheets of the document and of its shadow trees as they come, before the next script of the page can read the
 * layout; and what elements say of the device in their attributes.
 */
import { attempt, NativeMutationObserver, observeChanges, of, on, placeInText, reader } from "../originals";
import { wrapMethod } from "../recorder/wrapping";
import { isOurs } from "./own-elements";
import type { StyleSheets } from "./style-sheets";

type Root = Document | ShadowRoot;

type Found = {
  /** A sheet whose rules cannot be read. */
  unreadable: (link: HTMLLinkElement, sheet: CSSStyleSheet) => void;
  elementsChanged: () => void;
};

export function sweepStyleSheets(
  { treatSheet, treatStyle }: StyleSheets,
  read: (text: string) => string,
  found: Found,
) {
  const sheetsOf = reader<Document, "styleSheets">(Document, "styleSheets");
  const sheetsOfShadow = reader<ShadowRoot, "styleSheets">(ShadowRoot, "styleSheets");
  const nodeOf = reader<StyleSheet, "ownerNode">(StyleSheet, "ownerNode");
  const recordTarget = reader(MutationRecord, "target");
  const recordType = reader(MutationRecord, "type");
  const attributeOf = of(Element.prototype.getAttribute);
  const writeAttribute = of(Element.prototype.setAttribute);
  const nameOf = reader<Element, "localName">(Element, "localName");
  const elementsOf = of(Document.prototype.getElementsByTagName) as (
    document: Document,
    name: string,
  ) => HTMLCollection;
  const allOf = of(Document.prototype.querySelectorAll) as (document: Document, selector: string) => NodeList;
  const allOfShadow = of(DocumentFragment.prototype.querySelectorAll) as (
    root: DocumentFragment,
    selector: string,
  ) => NodeList;
  const styleOf = reader<HTMLElement, "style">(HTMLElement, "style");
  const shadowOf = reader<Element, "shadowRoot">(Element, "shadowRoot");
  const seen = new WeakSet<StyleSheet>();
  const isSeen = of(WeakSet.prototype.has);
  const see = of(WeakSet.prototype.add);
  const known = new WeakSet<Root>();
  const sources = new WeakMap<Element, { author: string; written: string }>();
  const sourceOf = of(WeakMap.prototype.get) as (
    map: typeof sources,
    element: Element,
  ) => { author: string; written: string } | undefined;
  const noteSource = of(WeakMap.prototype.set);

  function sweep(root: Root): void {
    const sheets = root === document ? sheetsOf(root) : sheetsOfShadow(root as ShadowRoot);
    for (let index = 0; index < sheets.length; index += 1) {
      const sheet = sheets[index] as CSSStyleSheet;
      if (!isSeen(seen, sheet)) look(sheet);
    }
  }

  function look(sheet: CSSStyleSheet): void {
    see(seen, sheet);
    const node = nodeOf(sheet) as Element | null;
    if (treatSheet(sheet) === null && node && nameOf(node) === "link" && !isOurs(node))
      found.unreadable(node as HTMLLinkElement, sheet);
  }

  /** There is no object model of it, so the attribute itself is written. */
  function treatSource(element: Element): void {
    const text = attributeOf(element, "media");
    if (text === null) return;
    const entry = sourceOf(sources, element);
    const author = entry && entry.written === text ? entry.author : text;
    const written = read(author);
    if (written !== text) writeAttribute(element, "media", written);
    if (written !== author) noteSource(sources, element, { author, written });
  }

  function treatAttributes(element: Element): void {
    if (nameOf(element) === "source") treatSource(element);
    const style = attributeOf(element, "style");
    if (style && placeInText(style, "safe-area") >= 0) treatStyle(styleOf(element as HTMLElement));
  }

  function changed(records: MutationRecord[], root: Root): void {
    let isNew = false;
    for (let index = 0; index < records.length; index += 1) {
      const record = records[index] as MutationRecord;
      if (recordType(record) === "attributes") {
        const element = recordTarget(record) as Element;
        attempt(() => treatAttributes(element));
        // The engine has given its sheet the new text.
        if (nameOf(element) === "link" || nameOf(element) === "style") lookAgain(element);
      } else isNew = true;
    }
    if (!isNew) return;
    found.elementsChanged();
    sweep(root);
    sweepAttributes(root);
  }

  function sweepAttributes(root: Root): void {
    const selector = "source[media],[style*='safe-area']";
    const elements = root === document ? allOf(root, selector) : allOfShadow(root as ShadowRoot, selector);
    for (let index = 0; index < elements.length; index += 1)
      attempt(() => treatAttributes(elements[index] as Element));
  }

  function lookAgain(element: Element): void {
    const sheet = attempt(() => (element as HTMLStyleElement).sheet);
    if (sheet && !isOurs(element)) look(sheet);
  }

  function watch(root: Root): void {
    const observer = new NativeMutationObserver((records) => void attempt(() => changed(records, root)));
    observeChanges(observer, root, {
      childList: true,
      characterData: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["style", "media"],
    });
    // With what it imports, which is not there before.
    on(root, "load", ({ target }) => attempt(() => lookAgain(target as Element)), { capture: true });
    sweep(root);
    sweepAttributes(root);
  }

  function watchShadow(root: ShadowRoot): void {
    if (isSeen(known as WeakSet<object>, root)) return;
    see(known as WeakSet<object>, root);
    watch(root);
  }

  /**
   * Those that the parser made. All elements are not asked for by a selector: WebKit 2.50 keeps what a selector has found as
   * long as nothing in the document changes, and so the document itself, also when it has gone.
   */
  function findShadows(): void {
    const all = elementsOf(document, "*");
    for (let index = 0; index < all.length; index += 1) {
      const shadow = shadowOf(all[index] as Element);
      if (shadow) watchShadow(shadow);
    }
  }

  wrapMethod(Element.prototype, "attachShadow", (_self, args, call) => {
    const root = call(args);
    attempt(() => watchShadow(root as ShadowRoot));
    return root;
  });

  return {
    /** Of a document that is new. */
    attach() {
      watch(document);
      on(document, "DOMContentLoaded", findShadows);
    },
    /** The device has changed. */
    update: () => sweepAttributes(document),
  };
}
