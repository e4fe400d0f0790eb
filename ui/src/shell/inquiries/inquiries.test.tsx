/** Questions of servers: nothing is sent before a person answers, and what they answer is what arrives. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Question } from "../../bindings";
import { problem } from "../fake-backend";
import { inquiry, record } from "../fixtures/conversation";
import { mountShell, texts, wasAsked } from "../testing";

const form: Question = {
  kind: "form",
  message: "Which sprint\u202e?",
  schema: {
    type: "object",
    required: ["sprint"],
    properties: { sprint: { type: "string" }, urgent: { type: "boolean" } },
  },
};

const at = (url: string): Question => ({ kind: "url", message: "Sign in.", url });
const isDisabled = (testId: string) => (screen.getByTestId(testId) as HTMLButtonElement).disabled;

test("a form is filled in and sent, under the name of who asks", async () => {
  const { backend, user, click, type } = await mountShell({
    inquiries: () => [inquiry(form), inquiry(form, { id: "q2" })],
    answerInquiry: () => null,
  });
  const card = await screen.findByTestId("inquiry-card");
  expect(card.querySelector("h2")?.textContent).toBe("Board asks for input");
  expect(screen.getByTestId("inquiry-count").textContent).toBe("1 of 2 · ");
  expect(screen.getByTestId("inquiry-message").textContent).toBe("Which sprint\\u{202e}?");
  expect(isDisabled("inquiry-accept")).toBe(true);
  expect(screen.getByTestId("inquiry-missing").textContent).toBe("Still to be filled in: sprint.");
  await type("field-sprint", "26-11");
  await user.selectOptions(screen.getByTestId("field-urgent"), "true");
  await click("inquiry-accept");
  await click("inquiry-accept");
  expect(backend.askedOf("answerInquiry")).toEqual([
    ["q1", { kind: "accept", content: { sprint: "26-11", urgent: true } }],
  ]);
});

test.each(["decline", "cancel"] as const)("a question can be met with %s", async (kind) => {
  const { backend, click } = await mountShell({
    inquiries: () => [inquiry(form)],
    answerInquiry: () => null,
  });
  await click(`inquiry-${kind}`);
  await wasAsked(backend, "answerInquiry", "q1", { kind });
});

test("an address shows where it leads before it is opened", async () => {
  const url = "https://accounts.example.com/authorize?state=1";
  const { backend, click } = await mountShell({
    inquiries: () => [inquiry(at(url))],
    answerInquiry: () => null,
  });
  expect((await screen.findByTestId("inquiry-host")).textContent).toBe("accounts.example.com");
  expect(screen.getByTestId("inquiry-url").textContent).toBe(url);
  await click("inquiry-accept");
  await wasAsked(backend, "answerInquiry", "q1", { kind: "accept", content: null });
});

test.each([
  {
    url: "https://bank.example@evil.example:8443/",
    host: "evil.example:8443",
    opens: true,
    says: "What stands before the @ is not the host.",
  },
  {
    url: "http://b\u0430nk.example/",
    host: "xn--bnk-6cd.example",
    opens: true,
    says: "Nothing is encrypted on the way there. The host’s name has letters of another script, written out here.",
  },
  {
    url: "file:///etc/passwd",
    host: "file:",
    opens: false,
    says: "Only http and https are opened, and this is file:",
  },
  {
    url: "sign-in",
    host: "nowhere",
    opens: false,
    says: "This is no complete address, so it cannot be opened.",
  },
])("$url is told from what it pretends to be", async ({ url, host, opens, says }) => {
  await mountShell({ inquiries: () => [inquiry(at(url))] });
  expect((await screen.findByTestId("inquiry-host")).textContent).toBe(host);
  expect(screen.getByText(says)).toBeTruthy();
  expect(isDisabled("inquiry-accept")).toBe(!opens);
});

test("for sampling the person writes what the model would", async () => {
  const params = {
    systemPrompt: "Be brief.",
    messages: [
      { role: "user", content: { type: "text", text: "Sum it up." } },
      { role: "user", content: { type: "image", data: "aGk=", mimeType: "image/png" } },
    ],
  };
  const { backend, click, type } = await mountShell({
    inquiries: () => [inquiry({ kind: "sampling", params })],
    answerInquiry: () => null,
  });
  await screen.findByTestId("inquiry-card");
  expect(texts("inquiry-said")).toEqual([
    "systemBe brief.",
    "userSum it up.",
    `user${JSON.stringify(params.messages[1]?.content, null, 2)}`,
  ]);
  expect(isDisabled("inquiry-accept")).toBe(true);
  await type("inquiry-reply", "All is well.");
  await click("inquiry-accept");
  await wasAsked(backend, "answerInquiry", "q1", { kind: "accept", content: { text: "All is well." } });
});

test("an answered question goes, and one that did not arrive can be answered again", async () => {
  let waiting = [inquiry(at("https://example.com/"), { callId: "k1" })];
  let isDown = true;
  const { backend, click } = await mountShell({
    inquiries: () => waiting,
    call: () => record(),
    answerInquiry: () => {
      if (isDown) throw problem("The server is no longer connected.");
      waiting = [];
      backend.emit({ kind: "inquiries" });
      return null;
    },
  });
  await click("inquiry-call");
  expect(await screen.findByTestId("call-detail")).toBeTruthy();
  await click("inquiry-accept");
  expect((await screen.findByTestId("problem")).textContent).toBe("The server is no longer connected.");
  isDown = false;
  await click("inquiry-accept");
  await waitFor(() => expect(screen.queryByTestId("inquiry-card")).toBeNull());
});
