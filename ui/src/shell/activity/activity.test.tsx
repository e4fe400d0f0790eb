/** What happened: the list of calls, and one of them whole. */
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { call, conversation, record } from "../fixtures/conversation";
import { mountShell, texts } from "../testing";

const calls = [
  call({ id: "k1", toolTitle: "First", durationMs: 1_340 }),
  call({
    id: "k2",
    toolTitle: "Second",
    state: "denied",
    sentAt: null,
    durationMs: null,
    asker: { kind: "widget", callId: "k1", screen: "phone" },
    decision: { outcome: "denied", by: "phone", at: "2026-11-21T09:00:00Z" },
  }),
];

test("calls are listed newest first, with who asked and who decided", async () => {
  const { click } = await mountShell({ conversation: () => conversation(...calls) });
  await click("tab-activity");
  await screen.findAllByTestId("call-row");
  expect(texts("call-row").map((text) => text?.replace(/ · [^·]* · (?=You|The)/, " · "))).toEqual([
    "SecondBoard · The widget on iPhone 15 · Denied on iPhone 15Denied",
    "FirstBoard · You · Allowed once in the workbench1.3 sCompleted",
  ]);
});

test("a call of a widget that posed for a contact sheet says so", async () => {
  const asker = { kind: "widget", callId: "k1", screen: "sheet-1-3" } as const;
  const { click } = await mountShell({ conversation: () => conversation(call({ id: "k3", asker })) });
  await click("tab-activity");
  expect((await screen.findByTestId("call-row")).textContent).toContain("The widget on a contact sheet");
});

test("a conversation without calls says what to do", async () => {
  const { click } = await mountShell({});
  await click("tab-activity");
  expect(await screen.findByText(/^Nothing has been called in this conversation\. Pick a tool/)).toBeTruthy();
});

test("a call's request, answer and decision are shown as they were", async () => {
  const { click } = await mountShell({ conversation: () => conversation(...calls), call: () => record() });
  await click("tab-activity");
  (await screen.findAllByTestId("call-row"))[0]?.click();

  await screen.findByTestId("call-detail");
  expect(panel()).toBe(
    'structuredContent{id:7,title:"Ship it"}content[{type:"text",text:"Added “Ship it”."}]_meta{board/revision:12}',
  );
  await click("call-tab-wire");
  expect(panel()).toMatch(
    /^Request\{jsonrpc:"2\.0",id:3,method:"tools\/call",params:\{name:"add_card"\}\}Response\{jsonrpc:"2\.0",id:3,result:\{content:/,
  );
  await click("call-tab-details");
  expect(panel()).toMatch(
    /^WhyAsked byYouVerdictAsked firstReasonThe tool does not say that it only reads\.DecisionAllowed once in the workbenchDecided.*TimingProposed/,
  );

  await click("tab-connectors");
  await click("tab-activity");
  expect(screen.getByTestId("call-tab-details").dataset.state).toBe("active");
});

test("a denied call says that nothing was sent, and still shows what was proposed", async () => {
  const { click } = await mountShell({
    conversation: () => conversation(...calls),
    call: () => record({ call: calls[1] ?? call(), request: null, response: null }),
  });
  await click("tab-activity");
  (await screen.findAllByTestId("call-row"))[0]?.click();
  await screen.findByTestId("call-detail");
  expect(panel()).toBe("Denied: the server has seen nothing.");
  await click("call-tab-wire");
  expect(panel()).toBe(
    'RequestNothing was sent. These are the arguments that were proposed:{title:"Ship it"}ResponseNothing came back.',
  );
});

test("a call that waits its turn says so; one that runs shows how far it is, and what is wrong with that", async () => {
  const running = call({
    id: "k1",
    state: "running",
    settledAt: null,
    durationMs: null,
    decision: null,
    progress: { progress: 3, total: 8, message: "Reading \u202ethe columns" },
    warning: "It has been running for 45 seconds. ChatGPT gives up after 60.",
  });
  const queued = call({ id: "k2", state: "queued", sentAt: null, durationMs: null, decision: null });
  const { click } = await mountShell({
    conversation: () => conversation(running, queued),
    call: (id) => record({ call: id === "k1" ? running : queued, response: null }),
  });
  await click("tab-activity");
  const rows = await screen.findAllByTestId("call-row");
  expect(rows.map((row) => row.dataset.state)).toEqual(["queued", "running"]);
  rows[1]?.click();
  await screen.findByTestId("call-detail");
  expect(screen.getByTestId("call-progress").textContent).toBe("Reading \\u{202e}the columns3 of 8");
  const bar = screen.getByRole("progressbar", { name: "Progress" });
  expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["3", "8"]);
  expect(screen.getByTestId("call-warning").textContent).toBe(
    "It has been running for 45 seconds. ChatGPT gives up after 60.",
  );
  await click("back");
  (await screen.findAllByTestId("call-row"))[0]?.click();
  await screen.findByTestId("call-detail");
  expect(panel()).toBe(
    "Waiting for an earlier call of the conversation to end: the server has seen nothing yet.",
  );
});

test("what is off-spec is told with its place, and content of an unknown type is shown as it is", async () => {
  const content = [{ type: "text", text: "Hi" }, { type: "holo\u202egram", data: 1 }, "bare"];
  const { click } = await mountShell({
    conversation: () => conversation(...calls),
    call: () =>
      record({
        response: { result: { content } },
        findings: [{ path: "$.content[1].type", text: "“hologram” is no type of content." }],
      }),
  });
  await click("tab-activity");
  (await screen.findAllByTestId("call-row"))[0]?.click();
  await screen.findByTestId("call-detail");
  expect(texts("findings")).toEqual(["$.content[1].type“hologram” is no type of content."]);
  expect([...screen.getByTestId("unknown-content").children].map((note) => note.textContent)).toEqual([
    "$.content[1]has the unknown type “holo\\u{202e}gram”. It is shown as it was sent.",
    "$.content[2]has no type. It is shown as it was sent.",
  ]);
  expect(panel()).toContain("data:1");
});

test("a huge result is cut until all of it is wanted", async () => {
  const text = "x".repeat(50_000);
  const { click } = await mountShell({
    conversation: () => conversation(...calls),
    call: () => record({ response: { result: { structuredContent: { text }, isError: true } } }),
  });
  await click("tab-activity");
  (await screen.findAllByTestId("call-row"))[0]?.click();
  await screen.findByTestId("call-detail");
  expect(await screen.findByText(`"${"x".repeat(2_000)}… (50,000 characters)"`)).toBeTruthy();
  expect(screen.getByText(/^isError:/).textContent).toBe("isError: true");
  (await screen.findByText("Show all")).click();
  expect(await screen.findByText(`"${text}"`)).toBeTruthy();
});

function panel(): string | null | undefined {
  return screen.getByTestId("call-detail").querySelector("[role=tabpanel]:not([hidden])")?.textContent;
}
