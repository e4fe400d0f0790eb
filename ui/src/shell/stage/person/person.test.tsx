/** The person of a screen: what they have set on their device, and what their screen's head says of it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Preferences } from "../../../bindings";
import { problem } from "../../fake-backend";
import { desktop, phone, stage } from "../../fixtures/stage";
import { mountShell, texts } from "../../testing";
import { arrangementOf, UNSET } from "../arrangement";
import { NOWHERE, preferencesText, suggestedLocales, suggestedTimeZones } from "./preferences";

/** A shell whose phone has this person, with its panel open, and which keeps what is set. */
async function mountPerson(preferences: Preferences = UNSET, refuses: () => string | null = () => null) {
  let screens = [desktop, { ...phone, device: { ...phone.device, preferences } }];
  const mounted = await mountShell({
    stage: () => ({ ...stage, screens }),
    arrangeScreens: (arrangement) => {
      const refusal = refuses();
      if (refusal) throw problem(refusal, { hint: "Write another." });
      screens = screens.map((one, at) => ({
        ...one,
        device: { ...one.device, preferences: { ...UNSET, ...arrangement[at]?.preferences } },
      }));
      mounted.backend.emit({ kind: "stage" });
      return null;
    },
  });
  await screen.findAllByTestId("device-open");
  await mounted.user.click(screen.getAllByTestId("device-open")[1] as HTMLElement);
  const isSet = (expected: Partial<Preferences>) =>
    waitFor(() =>
      expect(mounted.backend.askedOf("arrangeScreens").at(-1)).toEqual([
        arrangementOf([desktop, phone]).map((one) =>
          one.id === "phone" ? { ...one, preferences: { ...UNSET, ...expected } } : one,
        ),
      ]),
    );
  return { ...mounted, isSet };
}

const field = (testId: string) => screen.getByTestId(testId) as HTMLInputElement;

test("each preference is set by itself and the others stay as they are", async () => {
  const { click, isSet, type, user } = await mountPerson();
  await user.selectOptions(field("person-theme"), "dark");
  await isSet({ theme: "dark" });
  await type("person-locale", "de-CH");
  await user.keyboard("{Enter}");
  await isSet({ theme: "dark", locale: "de-CH" });
  await type("person-time-zone", " Europe/Zurich ");
  await user.tab();
  await isSet({ theme: "dark", locale: "de-CH", timeZone: "Europe/Zurich" });
  await user.selectOptions(field("person-text-size"), "150");
  await click("person-motion");
  await isSet({
    theme: "dark",
    locale: "de-CH",
    timeZone: "Europe/Zurich",
    textSize: 150,
    reducedMotion: true,
  });
  await waitFor(() =>
    expect(texts("screen-preferences")).toEqual(["de-CH · dark · Europe/Zurich · 150 % text · less motion"]),
  );
});

test("leaving a field for another control loses neither", async () => {
  const { click, isSet, type } = await mountPerson();
  await type("person-locale", "ar");
  await click("person-motion");
  await isSet({ locale: "ar", reducedMotion: true });
});

test("what was set is taken back", async () => {
  const { isSet, user } = await mountPerson({ ...UNSET, theme: "dark", locale: "ar", textSize: 310 });
  await user.selectOptions(field("person-theme"), "");
  await user.selectOptions(field("person-text-size"), "");
  await user.clear(field("person-locale"));
  await user.keyboard("{Enter}");
  await isSet({});
  await waitFor(() => expect(screen.queryByTestId("screen-preferences")).toBeNull());
});

test("a place is told part by part, and is none of its own again", async () => {
  const { click, isSet, type } = await mountPerson();
  await type("person-city", "Zürich");
  await type("person-country", "CH");
  await type("person-latitude", "47.37");
  await click("person-longitude");
  const location = { ...NOWHERE, city: "Zürich", country: "CH", latitude: "47.37" };
  await isSet({ location });
  await waitFor(() => expect(texts("screen-preferences")).toEqual(["Zürich"]));
  await click("person-location-none");
  await isSet({ location: null });
});

test("what the host refuses is said at its field and stays there to be mended", async () => {
  let refusal: string | null = "“de_CH” is no locale.";
  const { isSet, type, user } = await mountPerson(UNSET, () => refusal);
  await type("person-locale", "de_CH");
  await user.keyboard("{Enter}");
  const fault = await screen.findByTestId("person-locale-fault");
  expect(fault.textContent).toBe("“de_CH” is no locale. Write another.");
  const locale = field("person-locale");
  expect([
    locale.value,
    locale.getAttribute("aria-invalid"),
    locale.getAttribute("aria-describedby"),
  ]).toEqual(["de_CH", "true", "person-locale-fault"]);
  expect(screen.queryByTestId("problem")).toBeNull();
  refusal = null;
  await user.clear(locale);
  await type("person-locale", "de-CH");
  await user.keyboard("{Enter}");
  await isSet({ locale: "de-CH" });
  await waitFor(() => expect(screen.queryByTestId("person-locale-fault")).toBeNull());
});

test("nothing is asked of the host where a field is left as it was", async () => {
  const { backend, click, user } = await mountPerson({ ...UNSET, locale: "ar" });
  await click("person-locale");
  await user.tab();
  await user.tab();
  expect(backend.askedOf("arrangeScreens")).toEqual([]);
});

test("common locales are suggested with their names, one from right to left, and every time zone", () => {
  expect(suggestedLocales().filter(({ value }) => ["de-CH", "ar"].includes(value))).toEqual([
    { value: "de-CH", label: "Swiss High German" },
    { value: "ar", label: "Arabic, right to left" },
  ]);
  const zones = suggestedTimeZones().map(({ value }) => value);
  expect([zones.includes("Europe/Zurich"), zones.filter((zone) => zone === "UTC")]).toEqual([true, ["UTC"]]);
});

test.each<[Preferences, string]>([
  [{ ...UNSET, locale: "de-CH", theme: "dark" }, "de-CH · dark"],
  [{ ...UNSET, location: { ...NOWHERE, country: "CH" } }, "CH"],
  [{ ...UNSET, location: { ...NOWHERE, latitude: "1" } }, "located"],
  [{ ...UNSET, textSize: 100 }, "100 % text"],
  [UNSET, ""],
])("of %o the head says “%s”", (preferences, says) => {
  expect(preferencesText(preferences)).toBe(says);
});
