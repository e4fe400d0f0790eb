/** The record: its list as it grows, its filters, one frame whole, and what can be done with all of it. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Frame, FrameQuery } from "../../bindings";
import { problem } from "../fake-backend";
import { call, conversation, record } from "../fixtures/conversation";
import { frame, frameDetail } from "../fixtures/record";
import { mountShell, texts, wasAsked } from "../testing";

// There is no layout here: the list is 600 pixels high.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(400);
});

const EVERYTHING: FrameQuery = {
  connectorId: null,
  callId: null,
  side: null,
  kinds: [],
  text: "",
  onlyErrors: false,
};

/** A record of so many frames that answers like the host. */
function recordOf(count: number) {
  let all = Array.from({ length: count }, (_, index) => frame({ number: index + 1, rpcId: `${index + 1}` }));
  return {
    add: (more: Partial<Frame> = {}) => {
      const number = (all.at(-1)?.number ?? 0) + 1;
      all = [...all, frame({ number, rpcId: `${number}`, ...more })];
    },
    clear: () => {
      all = [];
      return null;
    },
    frames: (query: FrameQuery, before: number | null, limit: number) => {
      const fitting = all
        .filter((one) => (before === null || one.number < before) && (!query.onlyErrors || one.isError))
        .toReversed();
      return { frames: fitting.slice(0, limit), more: fitting.length > limit };
    },
  };
}

test("an empty record says what will appear in it", async () => {
  const { click } = await mountShell({});
  await click("tab-record");
  expect((await screen.findByTestId("record-empty")).textContent).toMatch(/^Nothing has been recorded yet\./);
});

test("frames are listed newest first, with what can be said of each in a line", async () => {
  const frames = [
    frame({
      number: 4,
      direction: "fromServer",
      kind: "stderr",
      method: "",
      rpcId: "",
      bytes: 12,
      callId: null,
    }),
    frame({
      number: 3,
      direction: "fromServer",
      kind: "answer",
      isError: true,
      status: 500,
      bytes: 2048,
      durationMs: 1340,
    }),
    frame({
      number: 2,
      direction: "fromServer",
      kind: "notification",
      method: "notifications/\u202eprogress",
      rpcId: "",
    }),
    frame({ number: 1 }),
  ];
  const { click } = await mountShell({
    frames: () => ({ frames, more: false }),
    frame: (number) => frameDetail({ frame: frame({ number }), text: "Listening\n", http: null }),
    recordStatus: () => ({ frames: 1204, bytes: 3_355_443, oldest: null, lost: 2 }),
  });
  await click("tab-record");
  await screen.findByText("Listening");
  expect(texts("frame-row").map((text) => text?.replace(/^\d\d:\d\d:\d\d\.\d{3}/, ""))).toEqual([
    "←ListeningBoard12 B",
    "←tools/call#3 · Board5001.3 s2.0 kB",
    "←notifications/\\u{202e}progressNotification · Board93 B",
    "→tools/call#3 · Board93 B",
  ]);
  expect(screen.getByTestId("record-status").textContent).toBe(
    "1,204 frames · 3.2 MB · 2 could not be written",
  );
});

test("only what is in sight is drawn, and older frames are read on the way down", async () => {
  const { frames } = recordOf(450);
  const { backend, click } = await mountShell({ frames });
  await click("tab-record");
  await screen.findAllByTestId("frame-row");
  expect(texts("frame-row").length).toBeLessThan(60);
  const list = screen.getByTestId("frame-list");
  const toTheEnd = async (count: number) => {
    fireEvent.scroll(list, { target: { scrollTop: count * 30 - 600 } });
    await waitFor(() => expect(texts("frame-row").at(-1)).toContain(`#${450 - count + 1} `));
  };
  await toTheEnd(200);
  await waitFor(() => expect(backend.askedOf("frames")).toContainEqual([EVERYTHING, 251, 200]));
  await toTheEnd(400);
  await waitFor(() => expect(backend.askedOf("frames")).toContainEqual([EVERYTHING, 51, 200]));
  await toTheEnd(450);
});

test("new frames come in at the top; while one reads further down they are counted", async () => {
  const recorded = recordOf(100);
  const { backend, click } = await mountShell({ frames: recorded.frames });
  const first = () => texts("frame-row")[0]?.replace(/^.*#(\d+).*$/, "$1");
  await click("tab-record");
  await screen.findAllByTestId("frame-row");
  recorded.add();
  backend.emit({ kind: "record" });
  await waitFor(() => expect(first()).toBe("101"));

  fireEvent.scroll(screen.getByTestId("frame-list"), { target: { scrollTop: 900 } });
  await waitFor(() => expect(first()).not.toBe("101"));
  const before = first();
  recorded.add();
  recorded.add();
  backend.emit({ kind: "record" });
  expect((await screen.findByTestId("frames-newer")).textContent).toBe("↑ 2 newer");
  expect(first()).toBe(before);

  await click("frames-newer");
  await waitFor(() => expect(screen.queryByTestId("frames-newer")).toBeNull());
  fireEvent.scroll(screen.getByTestId("frame-list"), { target: { scrollTop: 0 } });
  await waitFor(() => expect(first()).toBe("103"));
});

test("filters are asked of the host, and what they hide can be shown again", async () => {
  const { backend, user, click, type } = await mountShell({ frames: recordOf(3).frames });
  await click("tab-record");
  await user.selectOptions(await screen.findByTestId("record-connector"), "c1");
  await user.selectOptions(screen.getByTestId("record-kind"), "faults");
  await click("record-only-errors");
  await type("record-search", " timeout ");
  await wasAsked(
    backend,
    "frames",
    {
      ...EVERYTHING,
      connectorId: "c1",
      kinds: ["oddity", "failure"],
      text: "timeout",
      onlyErrors: true,
    },
    null,
    200,
  );
  expect((await screen.findByTestId("record-empty")).textContent).toBe(
    "Nothing in the record fits the filter.Show everything",
  );
  await click("tab-connectors");
  await click("tab-record");
  expect((screen.getByTestId("record-search") as HTMLInputElement).value).toBe(" timeout ");
  await click("record-filter-reset");
  expect(await screen.findAllByTestId("frame-row")).toHaveLength(3);
});

test("a frame is shown whole, pretty and as it was, and leads to its call", async () => {
  const { click } = await mountShell({
    frames: recordOf(1).frames,
    frame: () => frameDetail({ text: '{"jsonrpc":"2.0",  "id":3}', cut: true }),
    call: () => record(),
  });
  await click("tab-record");
  await click("frame-row");
  expect((await screen.findByTestId("frame-detail")).textContent).toMatch(/jsonrpc:"2\.0",id:3/);
  expect(screen.getByText("Only the start of the text was kept, of 93 B.")).toBeTruthy();
  expect(texts("frame-headers")).toEqual([
    "Request headers (2)content-type: application/jsonauthorization: ••••••",
    "Response headers (1)content-type: text/event-stream",
  ]);
  await click("frame-raw");
  expect(screen.getByTestId("frame-text").textContent).toBe('{"jsonrpc":"2.0",  "id":3}');
  await click("frame-call");
  expect(await screen.findByTestId("call-detail")).toBeTruthy();
});

test("the arrow keys go from frame to frame", async () => {
  const { user, click } = await mountShell({ frames: recordOf(100).frames, frame: () => frameDetail() });
  await click("tab-record");
  const [first, second] = await screen.findAllByTestId("frame-row");
  first?.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(document.activeElement).toBe(second);
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("frame-detail")).toBeTruthy();
});

test("the way back from a frame leads to where the list was", async () => {
  const { click } = await mountShell({ frames: recordOf(100).frames, frame: () => frameDetail() });
  await click("tab-record");
  await screen.findAllByTestId("frame-row");
  const list = screen.getByTestId("frame-list");
  fireEvent.scroll(list, { target: { scrollTop: 1500 } });
  await waitFor(() => expect(texts("frame-row")[0]).not.toContain("#100"));
  const before = texts("frame-row");
  screen.getAllByTestId("frame-row")[20]?.click();
  await screen.findByTestId("frame-detail");
  await click("back");
  expect(screen.queryByTestId("frame-detail")).toBeNull();
  expect(texts("frame-row")).toEqual(before);
});

test("from one frame a step leads to the next in the list", async () => {
  const { user, click } = await mountShell({
    frames: recordOf(3).frames,
    frame: (number) => frameDetail({ frame: frame({ number, method: `method/${number}` }) }),
  });
  await click("tab-record");
  (await screen.findAllByTestId("frame-row"))[0]?.click();
  expect(await screen.findByRole("heading", { name: "method/3" })).toBeTruthy();
  expect((screen.getByTestId("frame-newer") as HTMLButtonElement).disabled).toBe(true);
  await click("frame-older");
  expect(await screen.findByRole("heading", { name: "method/2" })).toBeTruthy();
  await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
  expect(await screen.findByRole("heading", { name: "method/1" })).toBeTruthy();
  expect((screen.getByTestId("frame-older") as HTMLButtonElement).disabled).toBe(true);
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  expect(await screen.findByRole("heading", { name: "method/2" })).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("frame-detail")).toBeNull();
});

test("a call leads to its frames", async () => {
  const { backend, click } = await mountShell({
    conversation: () => conversation(call()),
    call: () => record(),
    frames: recordOf(1).frames,
  });
  await click("tab-activity");
  await click("call-row");
  await click("call-frames");
  await wasAsked(backend, "frames", { ...EVERYTHING, callId: "k1" }, null, 200);
  expect(await screen.findByText("Add a card")).toBeTruthy();
  await click("record-call-clear");
  await wasAsked(backend, "frames", EVERYTHING, null, 200);
});

test("what the filter shows is exported, in either format", async () => {
  const { backend, click } = await mountShell({
    exportRecord: (_, format) => {
      if (format === "jsonLines") return "/home/me/greenroom-record.jsonl";
      throw problem("The folder is read-only.", { hint: "Choose another one." });
    },
  });
  await click("tab-record");
  await click("record-only-errors");
  await click("record-export");
  await click("record-export-lines");
  expect((await screen.findByTestId("record-exported")).textContent).toBe(
    "Saved to /home/me/greenroom-record.jsonl.",
  );
  await click("record-export-har");
  expect((await screen.findByTestId("problem")).textContent).toBe(
    "The folder is read-only.Choose another one.",
  );
  const query = { ...EVERYTHING, onlyErrors: true };
  expect(backend.askedOf("exportRecord")).toEqual([
    [query, "jsonLines"],
    [query, "har"],
  ]);
});

test("clearing asks first, and leaves an empty list", async () => {
  const recorded = recordOf(5);
  const { backend, click, user } = await mountShell({ frames: recorded.frames, clearRecord: recorded.clear });
  await click("tab-record");
  await screen.findAllByTestId("frame-row");
  await click("record-clear");
  await click("record-clear-cancel");
  await click("record-clear");
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("record-clear-confirm")).toBeNull();
  expect(backend.askedOf("clearRecord")).toEqual([]);
  await click("record-clear");
  await click("record-clear-confirm");
  backend.emit({ kind: "record" });
  expect(await screen.findByTestId("record-empty")).toBeTruthy();
});

test("what a widget says is listed with its language and the screen by name, and leads to its answer", async () => {
  const widget = { language: "openai", screen: "phone", instance: "i1" } as const;
  const said = frame({ number: 7, side: "bridge", widget, direction: "fromWidget", method: "callTool" });
  const told = frame({ ...said, number: 8, direction: "toWidget", kind: "answer", durationMs: 4 });
  const gone = frame({ ...said, number: 6, widget: { ...widget, screen: "screen-3" } });
  const { backend, click, user } = await mountShell({
    frames: () => ({ frames: [told, said, gone], more: false }),
    frame: (number) =>
      frameDetail({ frame: number === 7 ? said : told, http: null, counterpart: number === 7 ? 8 : 7 }),
  });
  await click("tab-record");
  await screen.findAllByTestId("frame-row");
  expect(texts("frame-row").map((text) => text?.replace(/^\d\d:\d\d:\d\d\.\d{3}/, ""))).toEqual([
    "⇢callTooliPhone 15, window.openai · #3 · Board4 ms93 B",
    "⇠callTooliPhone 15, window.openai · #3 · Board93 B",
    "⇠callToolscreen-3, window.openai · #3 · Board93 B",
  ]);
  await user.selectOptions(screen.getByTestId("record-side"), "Widgets");
  await wasAsked(backend, "frames", { ...EVERYTHING, side: "bridge" }, null, 200);

  (await screen.findAllByTestId("frame-row"))[1]?.click();
  const detail = await screen.findByTestId("frame-detail");
  expect(detail.querySelector("dl")?.textContent).toContain(
    "Direction⇠ From the widgetConnectorBoardWidgeti1 on iPhone 15Languagewindow.openaiId3",
  );
  expect(screen.getByTestId("frame-counterpart").textContent).toBe("Open its answer");
  await click("frame-counterpart");
  await waitFor(() => expect(screen.getByTestId("frame-counterpart").textContent).toBe("Open its request"));
});
