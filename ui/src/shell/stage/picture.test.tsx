/** Pictures of a screen: what is asked of the program, and what it says became of them. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Comparison } from "../../bindings";
import { type Handlers, problem } from "../fake-backend";
import { desktop, look, phone, stage } from "../fixtures/stage";
import { mountShell, wasAsked } from "../testing";
import { comparisonText } from "./picture-result";

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

async function mountPanel(handlers: Handlers = {}) {
  const mounted = await mountShell({
    stage: () => ({ ...stage, screens: [desktop, phone] }),
    keepPicture: () => ({ width: 1179, height: 2556, path: "/data/baselines/board.png" }),
    copyPicture: () => {
      throw problem("No picture was taken of the screen iPhone 15: it is still loading.", {
        hint: "Look at the screen, and try again.",
      });
    },
    ...handlers,
  });
  const [, open] = await screen.findAllByTestId("picture-open");
  await mounted.user.click(open as HTMLElement);
  return mounted;
}

const result = () => screen.getByTestId("picture-result").textContent;

test("a picture of the phone is kept at its own density", async () => {
  const { backend, click } = await mountPanel();
  expect(screen.getByTestId("picture").dataset.screen).toBe("phone");
  await click("picture-keep");
  await wasAsked(backend, "keepPicture", { screen: "phone", of: "screen", framed: false, density: null });
  await waitFor(() => expect(result()).toBe("Kept, 1179 × 2556 pixels: /data/baselines/board.png"));
});

test("why there is no picture is said in words, and a widget has no body around it", async () => {
  const { backend, click } = await mountPanel();
  await click("picture-framed");
  await click("picture-of-widget");
  await click("picture-density-one");
  await click("picture-copy");
  await wasAsked(backend, "copyPicture", { screen: "phone", of: "widget", framed: false, density: 1 });
  const said =
    "No picture was taken of the screen iPhone 15: it is still loading. Look at the screen, and try again.";
  await waitFor(() => expect(result()).toBe(said));
});

test("what differs is shown beside the kept picture, against the threshold that was chosen", async () => {
  const pictures = { kept: `${PIXEL}#kept`, now: `${PIXEL}#now`, difference: `${PIXEL}#difference` };
  const { backend, click, user } = await mountPanel({
    comparePicture: () => ({ kind: "different", different: 3014, share: 0.02, marked: "/b.png", pictures }),
  });
  await user.selectOptions(screen.getByTestId("picture-threshold"), "differs from 1 % on");
  await wasAsked(backend, "saveLook", { ...look, threshold: 0.01 });
  await click("picture-compare");
  const request = { screen: "phone", of: "screen", framed: false, density: null };
  await wasAsked(backend, "comparePicture", request, 0.01);
  await waitFor(() => expect(result()).toBe("3014 pixels differ, 2.00 %; 1 % was enough: /b.png"));
  const shown = ["kept", "now", "difference"].map(
    (id) => screen.getByTestId<HTMLImageElement>(`picture-compared-${id}`).src,
  );
  expect(shown).toEqual([pictures.kept, pictures.now, pictures.difference]);
});

const PICTURES = { kept: PIXEL, now: PIXEL, difference: null };

test.each<[Comparison, number, string]>([
  [{ kind: "noneKept" }, 0.001, "None is kept of this tool, device and look. Keep one first."],
  [{ kind: "same", different: 0 }, 0, "The same as the kept one."],
  [{ kind: "same", different: 2 }, 0.05, "As good as the kept one: 2 pixels differ, less than 5 %."],
  [
    { kind: "different", different: 1, share: 0.0000001, marked: "/b.png", pictures: PICTURES },
    0,
    "1 pixel differs, less than 0.01 %; any pixel was enough: /b.png",
  ],
  [
    { kind: "otherSize", kept: [1, 2], now: [3, 4], pictures: PICTURES },
    0.001,
    "It is 3 × 4 pixels, the kept one 1 × 2.",
  ],
])("a comparison %o with the threshold %d reads “%s”", (comparison, threshold, says) => {
  expect(comparisonText(comparison, threshold)).toBe(says);
});
