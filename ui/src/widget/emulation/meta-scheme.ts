/** A document that leaves the choice between the colour schemes to the engine by a `meta` element gets that of the device. */
import type { EmulatedDevice } from "../../bindings";
import { of, placeInText } from "../originals";

/** In a layer, so that a style sheet of the author's counts for more, as it does for the engine. */
export function createMetaScheme(): (device: EmulatedDevice) => string {
  const find = of(Document.prototype.querySelector) as (
    document: Document,
    selector: string,
  ) => Element | null;
  const attributeOf = of(Element.prototype.getAttribute);
  return ({ colorScheme }) => {
    const meta = find(document, 'meta[name="color-scheme" i]');
    const content = (meta && attributeOf(meta, "content")) || "";
    const leavesChoice = placeInText(content, "light") >= 0 && placeInText(content, "dark") >= 0;
    return leavesChoice ? `@layer{:root{color-scheme:${colorScheme}}}` : "";
  };
}
