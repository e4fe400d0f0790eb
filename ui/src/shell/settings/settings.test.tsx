/** The settings page: nothing takes effect before Save, and nothing typed is lost. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem } from "../fake-backend";
import { settings, settingsView } from "../fixtures/settings";
import { mountShell, wasAsked } from "../testing";

const value = (testId: string) => (screen.getByTestId(testId) as HTMLInputElement).value;

test("a changed limit is saved, and the bar goes", async () => {
  const saved = { ...settings, callLimitSeconds: 90 };
  const { backend, user, click, type } = await mountShell({
    saveSettings: (next) => ({ ...settingsView, settings: next }),
  });
  await click("tab-settings");
  await user.clear(await screen.findByTestId("setting-callLimitSeconds"));
  await type("setting-callLimitSeconds", "90");
  expect(screen.getByTestId("settings-unsaved").textContent).toBe("One unsaved change");
  await user.keyboard("{Control>}s{/Control}");
  await wasAsked(backend, "saveSettings", saved);
  await waitFor(() => expect(screen.queryByTestId("settings-unsaved")).toBeNull());
  expect(value("setting-callLimitSeconds")).toBe("90");
});

test("what is not saved is still there after a look elsewhere, and the tab says so", async () => {
  const { click, type } = await mountShell({});
  await click("tab-settings");
  await type("setting-chatgpt.name", "-2");
  await click("tab-connectors");
  expect(screen.getByTestId("tab-settings").getAttribute("aria-label")).toBe("Settings, not saved");
  await click("tab-settings");
  expect(value("setting-chatgpt.name")).toBe("openai-mcp-2");
  await click("settings-discard");
  expect(value("setting-chatgpt.name")).toBe("openai-mcp");
  expect(screen.getByTestId("tab-settings").getAttribute("aria-label")).toBe("Settings");
});

test("a field that cannot be read says so and holds the saving back", async () => {
  const { click, type } = await mountShell({});
  await click("tab-settings");
  await type("setting-record.days", "x");
  expect(screen.getByTestId("setting-fault-record.days").textContent).toBe(
    "This has to be a whole number, in digits.",
  );
  expect((screen.getByTestId("settings-save") as HTMLButtonElement).disabled).toBe(true);
});

test("a refusal of the host is shown, and nothing typed is lost", async () => {
  const { click, type } = await mountShell({
    saveSettings: () => {
      throw problem("The warning has to come before the limit.", {
        code: "invalid",
        hint: "Use less than 60.",
      });
    },
  });
  await click("tab-settings");
  await type("setting-callWarningSeconds", "9");
  await click("settings-save");
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "The warning has to come before the limit.Use less than 60.",
  );
  expect(value("setting-callWarningSeconds")).toBe("459");
  await type("setting-callLimitSeconds", "0");
  expect(screen.queryByTestId("problem")).toBeNull();
});

test("each field knows its default: where it comes from, and the way back", async () => {
  const own = {
    ...settings,
    chatgpt: { ...settings.chatgpt, userAgent: "mine", headers: [{ name: "X-A", value: "1" }] },
  };
  const { backend, click } = await mountShell({
    settings: () => ({ ...settingsView, settings: own }),
    saveSettings: (next) => ({ ...settingsView, settings: next }),
  });
  await click("tab-settings");
  expect((await screen.findByTestId("setting-source-chatgpt.userAgent")).textContent).toBe(
    "Default: observed, capture of 2026-08-27",
  );
  expect(screen.queryByTestId("setting-reset-chatgpt.name")).toBeNull();
  await click("setting-reset-chatgpt.userAgent");
  expect(value("setting-chatgpt.userAgent")).toBe("openai-mcp/1.0.0");
  expect(value("setting-chatgpt.headers-value-0")).toBe("1");
  await click("settings-reset");
  expect(screen.queryByTestId("setting-chatgpt.headers-value-0")).toBeNull();
  await click("settings-save");
  await wasAsked(backend, "saveSettings", settings);
});

test("the plain client has settings of its own", async () => {
  const { backend, user, click, type } = await mountShell({
    saveSettings: (next) => ({ ...settingsView, settings: next }),
  });
  await click("tab-settings");
  await click("settings-client-plain");
  expect(value("setting-plain.name")).toBe("greenroom");
  await click("setting-plain.callHeaders-add");
  await type("setting-plain.callHeaders-name-0", "X-Trace");
  await type("setting-plain.callHeaders-value-0", "on");
  await user.click(screen.getByRole("checkbox", { name: "Ask for progress" }));
  await click("settings-save");
  await wasAsked(backend, "saveSettings", {
    ...settings,
    plain: { ...settings.plain, callHeaders: [{ name: "X-Trace", value: "on" }], progress: false },
  });
});

test("each permission level says what it lets pass and where that is known from", async () => {
  const { backend, user, click } = await mountShell({
    saveSettings: (next) => ({ ...settingsView, settings: next }),
  });
  await click("tab-settings");
  const level = await screen.findByTestId("setting-approvals.level");
  expect([...level.querySelectorAll("option")].map((option) => option.textContent)).toEqual([
    "Always ask",
    "Allow read actions",
    "Allow low-risk actions",
    "Allow all actions",
    "Developer mode, classic",
  ]);
  const chosen = () => screen.getByTestId("setting-chosen-approvals.level").textContent;
  expect(chosen()).toBe(
    "A tool is a write unless it says readOnlyHint: true, and a write asks." +
      "Source: documented: the pages on custom servers and on developer mode",
  );
  await user.selectOptions(level, "allowReads");
  expect(chosen()).toBe(
    "What says readOnlyHint: true runs; everything else asks." +
      "Source: observed: autumn 2026; called “Ask before making changes” in June 2026 (documented)",
  );
  await user.selectOptions(screen.getByTestId("setting-approvals.widgetCalls"), "neverAsk");
  await click("settings-save");
  await wasAsked(backend, "saveSettings", {
    ...settings,
    approvals: { ...settings.approvals, level: "allowReads", widgetCalls: "neverAsk" },
  });
});

test("a prompt that waits for ever is given a time, and the page says what ChatGPT does", async () => {
  const { backend, user, click, type } = await mountShell({
    saveSettings: (next) => ({ ...settingsView, settings: next }),
  });
  await click("tab-settings");
  expect((await screen.findByTestId("setting-source-approvals.timeoutSeconds")).textContent).toBe(
    "Default: documented: none",
  );
  await user.clear(screen.getByTestId("setting-approvals.timeoutSeconds"));
  await type("setting-approvals.timeoutSeconds", "20");
  await click("settings-save");
  await wasAsked(backend, "saveSettings", {
    ...settings,
    approvals: { ...settings.approvals, timeoutSeconds: 20 },
  });
});

test("the page says where secrets are and how full the record is", async () => {
  const { click } = await mountShell({
    recordStatus: () => ({ frames: 1, bytes: 812, oldest: null, lost: 0 }),
  });
  await click("tab-settings");
  expect((await screen.findByTestId("settings-secrets")).textContent).toBe(
    "Secrets are in the keychain of this machine.",
  );
  await waitFor(() => expect(screen.getByTestId("record-status").textContent).toBe("1 frame · 812 B"));
});
