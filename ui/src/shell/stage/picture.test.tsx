/** Pictures of a screen: what is asked of the program, and what it says became of them. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Comparison } from "../../bindings";
import { problem } from "../fake-backend";
import { desktop, phone, stage } from "../fixtures/stage";
import { mountShell, wasAsked } from "../testing";
import { comparisonText } from "./picture-result";

async function mountPanel() {
  const mounted = await mountShell({
    stage: () => ({ ...stage, screens: [desktop, phone] }),
    keepPicture: () => ({ width: 1179, height: 2556, path: "/data/baselines/board.png" }),
    copyPicture: () => {
      throw problem("No picture was taken of the screen iPhone 15: it is still loading.", {
        hint: "Look at the screen, and try again.",
      });
    },
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

test.each<[Comparison, string]>([
  [{ kind: "noneKept" }, "None is kept of this tool, device and look. Keep one first."],
  [{ kind: "same", different: 0 }, "The same as the kept one."],
  [{ kind: "same", different: 2 }, "As good as the kept one: 2 pixels differ."],
  [
    { kind: "different", different: 3014, share: 0.001, marked: "/b.png" },
    "3014 pixels differ, 0.10 %: /b.png",
  ],
  [{ kind: "otherSize", kept: [1, 2], now: [3, 4] }, "It is 3 × 4 pixels, the kept one 1 × 2."],
])("a comparison %o reads “%s”", (comparison, says) => {
  expect(comparisonText(comparison)).toBe(says);
});
