/**
 * A style sheet of another origin that is linked without `crossorigin` cannot be read by any script. It is loaded once more, as
 * one that may be, right after the author's element; where it says something of the device, that one counts.
 */
import { attempt, of, on, reader, stopEvent } from "../originals";
import { expectLoad, ownElement } from "./own-elements";
import type { StyleSheets } from "./style-sheets";

type Pair = { link: HTMLLinkElement; sheet: CSSStyleSheet; copy: HTMLLinkElement };

/** `differs` says whether the engine's device is another; `report` tells the author. */
export function createCopies(
  { treatSheet }: StyleSheets,
  differs: () => boolean,
  report: (text: string) => void,
) {
  const createElement = document.createElement.bind(document);
  const hrefOf = reader(HTMLLinkElement, "href");
  const attributeOf = of(Element.prototype.getAttribute);
  const writeAttribute = of(Element.prototype.setAttribute);
  const removeElement = of(Element.prototype.remove);
  const insertAfter = of(Element.prototype.insertAdjacentElement);
  const isConnected = reader<Node, "isConnected">(Node, "isConnected");
  const sheetOf = reader(HTMLLinkElement, "sheet");
  const setDisabled = of(
    Object.getOwnPropertyDescriptor(StyleSheet.prototype, "disabled")?.set as (value: boolean) => void,
  );
  const reported: Record<string, true> = Object.create(null);
  let pairs: Pair[] = [];
  let waiting: HTMLLinkElement[] = [];

  function copy(link: HTMLLinkElement, sheet: CSSStyleSheet): void {
    if (!differs()) {
      waiting[waiting.length] = link;
      return;
    }
    for (let index = 0; index < pairs.length; index += 1) if ((pairs[index] as Pair).sheet === sheet) return;
    const url = hrefOf(link);
    const ours = ownElement(createElement("link"));
    const attributes = ["rel", "type", "media", "integrity", "referrerpolicy"];
    for (let index = 0; index < attributes.length; index += 1) {
      const name = attributes[index] as string;
      const value = attributeOf(link, name);
      if (value !== null) writeAttribute(ours, name, value);
    }
    writeAttribute(ours, "crossorigin", "anonymous");
    const pair: Pair = { link, sheet, copy: ours };
    const settle = (isReadable: boolean) => (event: Event) => {
      stopEvent(event);
      if (!isReadable) {
        expectLoad(url, -1);
        if (!reported[url])
          report(`The media queries of ${url} are the engine’s: it is served without CORS.`);
        reported[url] = true;
      }
      const emulated = isReadable && attempt(() => treatSheet(sheetOf(ours) as CSSStyleSheet));
      if (emulated && sheetOf(link) === sheet) setDisabled(sheet, true);
      else removeElement(ours);
    };
    on(ours, "load", settle(true));
    on(ours, "error", settle(false));
    writeAttribute(ours, "href", url);
    expectLoad(url, 1);
    pairs[pairs.length] = pair;
    insertAfter(link, "afterend", ours);
  }

  /** A copy goes with what it is a copy of. */
  function tidy(): void {
    if (pairs.length === 0) return;
    const kept: Pair[] = [];
    for (let index = 0; index < pairs.length; index += 1) {
      const pair = pairs[index] as Pair;
      if (isConnected(pair.link) && sheetOf(pair.link) === pair.sheet) kept[kept.length] = pair;
      else if (isConnected(pair.copy)) removeElement(pair.copy);
    }
    pairs = kept;
  }

  /** The device has changed. */
  function update(): void {
    const links = waiting;
    waiting = [];
    for (let index = 0; index < links.length; index += 1) {
      const link = links[index] as HTMLLinkElement;
      const sheet = isConnected(link) && sheetOf(link);
      if (sheet) copy(link, sheet);
    }
  }

  return { copy, tidy, update };
}
