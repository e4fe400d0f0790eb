/**
 * Links that are followed and forms that are sent by the browser, which would take the widget's place or open a page
 * beside it. What the page's own listeners prevent is none: that is asked after they have run.
 */
import { attaching, attempt, isAbove, lowerCase, NativeURL, of, on, protocolOf, reader } from "../originals";
import { absolute } from "./exchanges";
import { withoutFragment } from "./positions";
import type { Uses } from "./uses";
import { noteMethod, prototypeOf } from "./wrapping";

/** Returns what listens for them. */
export function recordLeaving(use: Uses): () => void {
  const isPrevented = reader(Event, "defaultPrevented");
  const pathOf = of(Event.prototype.composedPath);
  const nameOf = reader(Element, "localName");
  const attributeOf = of(Element.prototype.getAttribute);
  const isConnected = reader(Node, "isConnected");
  const addressOf = reader(Document, "URL");
  const submitterOf = reader(SubmitEvent, "submitter");
  const framesOf = of(Document.prototype.getElementsByTagName);
  const select = of(Document.prototype.querySelector);
  const own = protocolOf(new NativeURL(addressOf(document)));

  /** Whether it loads a document; `mailto:` and the like do not. */
  function isPage(url: string): boolean {
    const protocol = attempt(() => protocolOf(new NativeURL(url)));
    return (
      protocol === own ||
      protocol === "https:" ||
      protocol === "http:" ||
      protocol === "blob:" ||
      protocol === "data:"
    );
  }

  function clicked(event: Event): void {
    const path = pathOf(event);
    for (let index = 0; index < path.length; index += 1) {
      const element = path[index] as Element;
      const name = attempt(() => nameOf(element));
      if (name === "a" || name === "area") {
        followed(element, event);
        return;
      }
    }
  }

  function followed(link: Element, event: Event): void {
    const href = attributeOf(link, "href");
    if (href === null) return;
    const url = absolute(href);
    if (!isPage(url)) return;
    const holds = () => !isPrevented(event);
    const target = targetOf(attributeOf(link, "target"));
    if (attributeOf(link, "download") !== null) use("download", url, holds);
    else if (target === "page") use("topNavigation", url, holds);
    else if (target === "window") use("targetBlank", url, holds);
    else if (target === "self" && !isWithin(url)) use("linkNavigation", url, holds);
  }

  /** Of this document, another place. */
  function isWithin(url: string): boolean {
    return url !== withoutFragment(url) && withoutFragment(url) === withoutFragment(addressOf(document));
  }

  function sent(form: Element, submitter: Element | null, holds: () => boolean): void {
    const own = (name: string) =>
      (submitter && attributeOf(submitter, `form${name}`)) ?? attributeOf(form, name);
    if (lowerCase(own("method") ?? "") === "dialog") return;
    const action = absolute(own("action") ?? "");
    if (!isPage(action)) return;
    const target = targetOf(own("target"));
    if (target === "page") use("topNavigation", action, holds);
    else if (target === "window") use("targetBlank", action, holds);
    else if (target === "self") use("formPost", action, holds);
  }

  /** Where an answer would go: into this frame, one within it, the page around, or a window of its own. */
  function targetOf(given: string | null): "self" | "frame" | "page" | "window" {
    const base = given === null ? select(document, "base[target]") : null;
    const name = given ?? (base && attributeOf(base, "target")) ?? "";
    const word = lowerCase(name);
    if (word === "" || word === "_self") return "self";
    if (word === "_top" || word === "_parent") return "page";
    const frames = framesOf(document, "iframe");
    for (let index = 0; index < frames.length; index += 1) {
      if (attributeOf(frames[index] as Element, "name") === name) return "frame";
    }
    return "window";
  }

  // A link that is in no document is heard only by itself, and followed all the same.
  const links = HTMLAnchorElement.prototype;
  const watched = new WeakSet<object>();
  const isWatched = of(WeakSet.prototype.has).bind(null, watched);
  const keepWatched = of(WeakSet.prototype.add).bind(null, watched);
  const watch = (_args: unknown[], self: unknown) => {
    const link = self as Element;
    if (!isAbove(links, link) || isConnected(link) || isWatched(link)) return;
    keepWatched(link);
    on(link, "click", (event) => followed(link, event));
  };
  noteMethod(prototypeOf("HTMLElement"), "click", watch);
  noteMethod(prototypeOf("EventTarget"), "dispatchEvent", watch);

  // The engine asks no listener about this one.
  noteMethod(prototypeOf("HTMLFormElement"), "submit", (_args, self) =>
    sent(self as Element, null, () => true),
  );
  const submitted = (event: SubmitEvent) => {
    if (event.isTrusted) sent(pathOf(event)[0] as Element, submitterOf(event), () => !isPrevented(event));
  };
  const attachClicks = attaching(window, "click", clicked, { capture: true });
  const attachSubmits = attaching(window, "submit", submitted, { capture: true });
  return () => {
    attachClicks();
    attachSubmits();
  };
}
