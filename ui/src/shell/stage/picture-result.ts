/** What became of a picture, in words. */
import type { Comparison, PictureTaken } from "../../bindings";

/** Of pixels, to two digits; what is there is never said to be nothing. */
function percent(share: number): string {
  const shown = (share * 100).toFixed(2);
  return shown === "0.00" ? "less than 0.01 %" : `${shown} %`;
}

export function takenText(verb: string, { width, height, path }: PictureTaken): string {
  const where = path === null ? "" : `: ${path}`;
  return `${verb}, ${width} × ${height} pixels${where}`;
}

export function comparisonText(comparison: Comparison): string {
  switch (comparison.kind) {
    case "noneKept":
      return "None is kept of this tool, device and look. Keep one first.";
    case "same":
      return comparison.different === 0
        ? "The same as the kept one."
        : `As good as the kept one: ${comparison.different} pixels differ.`;
    case "different":
      return `${comparison.different} pixels differ, ${percent(comparison.share)}: ${comparison.marked}`;
    case "otherSize":
      return `It is ${comparison.now.join(" × ")} pixels, the kept one ${comparison.kept.join(" × ")}.`;
  }
}
