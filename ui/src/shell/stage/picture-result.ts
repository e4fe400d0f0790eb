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

function pixels(different: number): string {
  return different === 1 ? "1 pixel differs" : `${different} pixels differ`;
}

/** Of a threshold: with no more digits than it has. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}

/** Against a threshold, which is a share of all pixels. */
export function comparisonText(comparison: Comparison, threshold: number): string {
  const limit = threshold === 0 ? "any pixel" : percentText(threshold);
  switch (comparison.kind) {
    case "noneKept":
      return "None is kept of this tool, device and look. Keep one first.";
    case "same":
      return comparison.different === 0
        ? "The same as the kept one."
        : `As good as the kept one: ${pixels(comparison.different)}, less than ${limit}.`;
    case "different":
      return `${pixels(comparison.different)}, ${percent(comparison.share)}; ${limit} was enough: ${comparison.marked}`;
    case "otherSize":
      return `It is ${comparison.now.join(" × ")} pixels, the kept one ${comparison.kept.join(" × ")}.`;
  }
}
