/** Where screens go, and how large they are drawn. */
import { expect, test } from "vitest";
import type { Device } from "../../bindings";
import { desktop, phone } from "../fixtures/stage";
import { type Fitted, fitScreens, type Space } from "./fit";
import { BEZEL, TITLE_HEIGHT } from "./fit-row";

const devices = [desktop.device, phone.device];
const laptop: Device = { ...desktop.device, id: "laptop", width: 1280, height: 720 };
const own: Device = {
  ...desktop.device,
  id: "own",
  width: 500,
  height: 600,
  customSize: { width: 500, height: 600 },
};
const tablet: Device = { ...phone.device, id: "tablet", width: 834, height: 1194 };
const lying: Device = { ...phone.device, id: "lying", width: 852, height: 393, orientation: "landscape" };
const fullHd: Device = { ...desktop.device, id: "full-hd", width: 1920, height: 1080 };
const small: Device = { ...phone.device, id: "small", width: 320, height: 658 };
const kinds = [desktop.device, phone.device, tablet, lying, laptop, small, own, fullHd];

const mixtures = Array.from({ length: 8 }, (_, first) =>
  kinds.map((_, count) =>
    Array.from({ length: count + 1 }, (_, index) => ({
      ...(kinds[(first + index) % 8] as Device),
      id: `screen-${index}`,
    })),
  ),
).flat();
const spaces = [600, 800, 1_100, 1_500, 2_000].flatMap((width) =>
  [400, 620, 860, 1_200].map((height) => ({ width, height })),
);

/** The whole frame of a screen. */
function frameOf({ x, y, width, height }: Fitted) {
  return { left: x, top: y, right: x + width + 2 * BEZEL, bottom: y + height + TITLE_HEIGHT + 2 * BEZEL };
}

/** What is wrong with where they are, in words. */
function faults(space: Space, shown: Device[]): string[] {
  const fitted = fitScreens(space, shown);
  const found = shown.flatMap((device, index) => {
    const place = fitted.get(device.id);
    if (!place) return ["it has no place"];
    const frame = frameOf(place);
    const overlaps = shown.slice(0, index).some(({ id }) => {
      const other = frameOf(fitted.get(id) as Fitted);
      return (
        frame.left < other.right &&
        other.left < frame.right &&
        frame.top < other.bottom &&
        other.top < frame.bottom
      );
    });
    const isOutside =
      frame.left < 0 || frame.top < 0 || frame.right > space.width || frame.bottom > space.height;
    const isDistorted = Math.abs(place.height / place.zoom - device.height) > 5;
    return [
      overlaps ? "it overlaps another" : "",
      isOutside ? "it is outside" : "",
      isDistorted ? "its proportions are others" : "",
      place.width < 20 || place.height < 20 ? "it is tiny" : "",
      place.zoom > 1 ? "it is larger than life" : "",
      place.zoom <= 0 ? "it has no zoom" : "",
    ];
  });
  return found.filter((fault) => fault !== "");
}

test.each(spaces)("one to eight screens of all kinds have their place in $width × $height", (space) => {
  const wrong = mixtures.flatMap((shown) =>
    faults(space, shown).map((fault) => `${shown.map(({ width }) => width).join(", ")}: ${fault}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  { width: 1_000, height: 860 },
  { width: 560, height: 480 },
  { width: 3_000, height: 2_000 },
  { width: 1_000, height: 300 },
])("a desktop and a phone fit into $width × $height and keep their widths", (space) => {
  expect(faults(space, devices)).toEqual([]);
  for (const device of devices) {
    const { width, zoom } = fitScreens(space, devices).get(device.id) as Fitted;
    if (zoom > 0.45) expect(Math.round(width / zoom)).toBe(device.width);
  }
});

function zooms(space: Space, shown: Device[]): number[] {
  const fitted = fitScreens(space, shown);
  return shown.map(({ id }) => Math.round(100 * (fitted.get(id)?.zoom ?? 0)));
}

test("side by side both have the same zoom, until the phone would be illegible", () => {
  expect(zooms({ width: 1_100, height: 2_000 }, devices)).toEqual([74, 74]);
  expect(zooms({ width: 800, height: 2_000 }, devices)).toEqual([50, 60]);
});

test("phones side by side have the same zoom, and what one is too high to use the others have", () => {
  const second = { ...phone.device, id: "phone-2" };
  expect(zooms({ width: 700, height: 2_000 }, [phone.device, second])).toEqual([82, 82]);
  expect(zooms({ width: 1_000, height: 500 }, [phone.device, lying])).toEqual([53, 87]);
});

test("screens that would be illegible in one row are in two", () => {
  const shown = [desktop.device, phone.device, laptop, tablet, lying];
  const fitted = fitScreens({ width: 1_000, height: 900 }, shown);
  expect(shown.map(({ id }) => fitted.get(id)?.y)).toEqual([0, 0, 0, 458, 458]);
});

test("a phone alone is as large as it can be, and never larger than life", () => {
  expect(fitScreens({ width: 2_000, height: 2_000 }, [phone.device])).toEqual(
    new Map([["phone", { x: 794, y: 0, width: 393, height: 852, zoom: 1 }]]),
  );
});

test("desktops are as large as there is room for, and as high as they are", () => {
  const fitted = fitScreens({ width: 2_000, height: 700 }, [own, desktop.device]);
  expect([...fitted]).toEqual([
    ["own", { x: 289, y: 0, width: 500, height: 600, zoom: 1 }],
    ["desktop", { x: 827, y: 0, width: 866, height: 650, zoom: 866 / 1024 }],
  ]);
});
