/** The network conditions of a screen: set above the screens, and marked on the screen's head while they are on. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Conditions } from "../../bindings";
import { problem } from "../fake-backend";
import { desktop, phone, stage } from "../fixtures/stage";
import { mountShell, texts, wasAsked } from "../testing";
import { conditionsText, readDelay } from "./conditions";

const ONLINE: Conditions = { offline: false, delay: 0, failing: [] };

/** A stage whose phone has the conditions that it was given last. */
async function mountStage(first: Conditions = ONLINE) {
  let conditions = first;
  const mounted = await mountShell({
    stage: () => ({ ...stage, screens: [desktop, { ...phone, conditions }] }),
    setConditions: (_, next) => {
      conditions = next;
      mounted.backend.emit({ kind: "stage" });
      return null;
    },
  });
  const open = () => screen.getAllByTestId("conditions-open")[1] as HTMLElement;
  await screen.findAllByTestId("conditions-open");
  return { ...mounted, open };
}

const value = (testId: string) => (screen.getByTestId(testId) as HTMLInputElement).value;

test.each<{ conditions: Partial<Conditions>; says: string }>([
  { conditions: {}, says: "" },
  { conditions: { offline: true, delay: 400, failing: ["a"] }, says: "Offline" },
  { conditions: { delay: 400 }, says: "+400 ms" },
  { conditions: { delay: 2_500, failing: ["a", "b"] }, says: "+2.5 s · 2 to fail" },
])("on the head stands “$says”", ({ conditions, says }) => {
  expect(conditionsText({ ...ONLINE, ...conditions })).toBe(says);
});

test.each([
  ["400", 400],
  [" 60000 ", 60_000],
  ["60001", null],
  ["0", null],
  ["-5", null],
  ["1.5", null],
  ["", null],
])("a delay typed as “%s” is %s", (text, delay) => {
  expect(readDelay(text)).toBe(delay);
});

test("a screen is taken offline and back, and its head says so", async () => {
  const { backend, click, user, open } = await mountStage();
  expect(open().getAttribute("aria-label")).toBe("Network of the screen iPhone 15: online");
  await user.click(open());
  expect(screen.getByTestId("conditions").dataset.screen).toBe("phone");
  await click("conditions-offline");
  await wasAsked(backend, "setConditions", "phone", { ...ONLINE, offline: true });
  await waitFor(() => expect(texts("conditions-open")).toEqual(["", "Offline"]));
  await click("conditions-online");
  await wasAsked(backend, "setConditions", "phone", ONLINE);
  await waitFor(() => expect(texts("conditions-open")).toEqual(["", ""]));
});

test("requests are slowed by a usual delay, or any other", async () => {
  const { backend, click, type, user, open } = await mountStage();
  await user.click(open());
  await click("conditions-slow");
  await wasAsked(backend, "setConditions", "phone", { ...ONLINE, delay: 400 });
  await click("conditions-delay-2000");
  await wasAsked(backend, "setConditions", "phone", { ...ONLINE, delay: 2_000 });
  await waitFor(() => expect(value("conditions-delay")).toBe("2000"));
  await type("conditions-delay", "0");
  await user.keyboard("{Enter}");
  await wasAsked(backend, "setConditions", "phone", { ...ONLINE, delay: 20_000 });
  await waitFor(() => expect(texts("conditions-open")).toEqual(["", "+20 s"]));
  await type("conditions-delay", "0");
  expect((screen.getByTestId("conditions-delay-set") as HTMLButtonElement).disabled).toBe(true);
});

test("requests that are to fail are named a line each, beside the rest of the conditions", async () => {
  const { backend, click, type, user, open } = await mountStage({ ...ONLINE, delay: 400, failing: ["/v1/"] });
  expect(open().textContent).toBe("+400 ms · 1 to fail");
  await user.click(open());
  expect(value("conditions-failing")).toBe("/v1/");
  await type("conditions-failing", "\n\n cdn.example ");
  await click("conditions-failing-apply");
  await wasAsked(backend, "setConditions", "phone", {
    ...ONLINE,
    delay: 400,
    failing: ["/v1/", "cdn.example"],
  });
});

test("Esc closes the conditions, and so does the screen's own button", async () => {
  const { user, open } = await mountStage();
  await user.click(open());
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("conditions")).toBeNull();
  await user.click(open());
  await user.click(open());
  expect(screen.queryByTestId("conditions")).toBeNull();
});

test("conditions that the host refuses are told, and what was typed stays", async () => {
  const { click, type, user } = await mountShell({
    setConditions: () => {
      throw problem("21 addresses were to fail; 20 can.");
    },
  });
  await screen.findAllByTestId("conditions-open");
  await user.click(screen.getAllByTestId("conditions-open")[0] as HTMLElement);
  await type("conditions-failing", "api");
  await click("conditions-failing-apply");
  expect((await screen.findByTestId("problem")).textContent).toBe("21 addresses were to fail; 20 can.");
  expect(value("conditions-failing")).toBe("api");
});
