/**
 * The person's text size. Chosen: the root's font size is scaled, and with it all that is measured in `rem` or takes its size
 * from there. What has a size in pixels keeps it, and so does a page that sets the size of its root: this engine has no
 * `text-size-adjust`, by which phones enlarge that too.
 */
import type { EmulatedDevice } from "../../bindings";

/** In a layer, so that every rule of the author's that is in none counts for more. */
export function scaledText({ textSize }: EmulatedDevice): string {
  return textSize === 100
    ? ""
    : `@layer{:root{font-size:${textSize}%;-webkit-text-size-adjust:${textSize}%}}`;
}
