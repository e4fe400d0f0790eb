/** The contact sheet for the preview page: `?sheet=taking`, `?sheet=taken`, `?sheet=failed`, or none yet. */
import type { Sheet } from "../bindings";
import { type Handlers, problem } from "./fake-backend";

const CELL = (x: number, y: number, height: number, fill: string) =>
  `<rect x="${x}" y="${y}" width="480" height="${height}" fill="${fill}"/>`;
const CELLS = [0, 1, 2, 3].map((column) => {
  const [x, fill] = [32 + column * 512, column % 2 === 0 ? "#fff" : "#212121"];
  return CELL(x, 60, 360, fill) + CELL(x, 480, 1041, fill);
});
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2080 1553"><rect width="2080" height="1553" fill="#ededf0"/>${CELLS.join("")}</svg>`;

const SHEETS: Record<string, Sheet> = {
  taking: { kind: "taking", taken: 6, pictures: 24, label: "iPhone 15 · dark · inline" },
  taken: {
    kind: "taken",
    pictures: 8,
    width: 2080,
    height: 1553,
    preview: `data:image/svg+xml,${encodeURIComponent(PICTURE)}`,
  },
  failed: {
    kind: "failed",
    problem: problem(
      "iPhone 15 · dark · inline did not settle within 15 seconds: its content keeps changing.",
      {
        hint: "Look at it in the window: the record shows what the widget waits for.",
      },
    ),
  },
};

export function previewSheet(wanted: string | null): Handlers {
  return {
    sheet: () => SHEETS[wanted ?? ""] ?? { kind: "none" },
    sheetPlan: ({ devices, themes, modes, locales }) => ({
      pictures: devices.length * themes.length * modes.length * Math.max(locales.length, 1),
      withoutPip: modes.includes("pip") ? ["iPhone 15"] : [],
      tool: "show_board",
      locale: "en-US",
    }),
    takeSheet: () => null,
    cancelSheet: () => null,
  };
}
