/** The requests of a widget: what became of each and by what, one of them whole, and the archive of all. */
import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { NetworkEntry } from "../../../bindings";
import { preciseTime } from "../../../parts/elapsed";
import { problem } from "../../fake-backend";
import { networkEntry, widgetReport } from "../../fixtures/widgets";
import { texts, wasAsked } from "../../testing";
import { mountTab } from "../mount-tab";

// There is no layout here: the list is 600 pixels high.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(49);
});

const unanswered = { status: null, mimeType: null, bytes: null, duration: null, outcome: "failed" } as const;
const entries: NetworkEntry[] = [
  networkEntry(),
  networkEntry(
    {
      ...unanswered,
      id: 2,
      method: "POST",
      detail: "TypeError: Load failed",
      position: { url: "", line: 12, column: 5 },
    },
    { verdict: { kind: "blocked", directive: "connect-src" }, explanation: "It never left." },
  ),
  networkEntry(
    { id: 3, url: "http://localhost:3000/", initiator: "image", mimeType: "image/png" },
    { verdict: { kind: "willBreak", directive: "img-src" } },
  ),
  networkEntry({ ...unanswered, id: 4 }, { verdict: { kind: "cors" } }),
  networkEntry({ ...unanswered, id: 5 }, { verdict: { kind: "failed" } }),
  networkEntry({ ...unanswered, id: 6, outcome: "conditioned" }, { verdict: { kind: "conditioned" } }),
  networkEntry({
    ...unanswered,
    id: 7,
    outcome: "pending",
    initiator: "webSocket",
    url: "wss://live.example",
  }),
  networkEntry({ id: 8, status: 404, url: "data:text/plain,hello", initiator: "other" }),
];

async function mountNetwork(own: NetworkEntry[], more: Parameters<typeof mountTab>[0] = {}) {
  const mounted = await mountTab({
    widgets: () => [widgetReport()],
    widgetNetwork: (instance) => (instance === "w1" ? own : []),
    ...more,
  });
  await mounted.click("widget-part-network");
  return mounted;
}

test("a widget that asked for nothing says what will appear here", async () => {
  await mountNetwork([]);
  expect((await screen.findByTestId("network-empty")).textContent).toMatch(/^No requests so far\./);
});

test("a policy, CORS, a failure and the conditions each have words of their own", async () => {
  await mountNetwork(entries);
  await screen.findAllByTestId("request");
  expect(texts("request")).toEqual([
    "GETcards?column=todo api.example.com200fetch · application/json812 B48 ms",
    "POSTcards?column=todo api.example.comBlockedconnect-src · fetch–",
    "GET/ localhost:3000200 · Will breakimg-src · image · image/png812 B48 ms",
    "GETcards?column=todo api.example.comCORSfetch–",
    "GETcards?column=todo api.example.comFailedfetch–",
    "GETcards?column=todo api.example.comConditionsfetch–",
    "GET/ live.examplePendingWebSocket–",
    "GETdata:text/plain,hello 404other · application/json812 B48 ms",
  ]);
  expect(texts("widget-part-network")).toEqual(["Network 8"]);
});

test("a request unfolds into all that is known of it", async () => {
  const { user } = await mountNetwork(entries);
  const [, blocked] = await screen.findAllByTestId("request");
  if (!blocked) throw new Error("The blocked request is not there.");
  await user.click(blocked);
  expect(texts("request-detail")).toEqual([
    "https://api.example.com/v1/cards?column=todoIt never left." +
      "VerdictBlocked by the content security policy: connect-srcMade byfetchAsked for atline 12:5" +
      `Began${preciseTime(networkEntry().request.started).join("")}Told the widgetTypeError: Load failed`,
  ]);
  await user.click(blocked);
  expect(screen.queryByTestId("request-detail")).toBeNull();
});

test("the list is narrowed by outcome, by initiator and by text", async () => {
  const { type, user } = await mountNetwork(entries);
  const shown = () => screen.queryAllByTestId("request").map(({ dataset }) => dataset.verdict);
  await screen.findByTestId("network");
  await user.selectOptions(screen.getByTestId("network-verdict"), "blocked");
  expect(shown()).toEqual(["blocked"]);
  await user.selectOptions(screen.getByTestId("network-verdict"), "all");
  await user.selectOptions(screen.getByTestId("network-initiator"), "sockets");
  expect(shown()).toEqual(["allowed"]);
  await user.selectOptions(screen.getByTestId("network-initiator"), "all");
  await type("network-search", "LOCALHOST");
  expect(shown()).toEqual(["willBreak"]);
  await type("network-search", "x");
  expect(texts("network-empty")).toEqual(["None of its 8 requests fits."]);
});

test("all requests are saved as HAR, and where is said; a failure keeps the list", async () => {
  let fails = false;
  const { backend, click } = await mountNetwork(entries, {
    saveWidgetNetwork: () => {
      if (fails) throw problem("The disk is full.");
      return "/home/me/greenroom-widget.har";
    },
  });
  await click("network-save");
  await wasAsked(backend, "saveWidgetNetwork", "w1");
  expect((await screen.findByTestId("network-saved")).textContent).toBe(
    "Saved to /home/me/greenroom-widget.har.",
  );
  fails = true;
  await click("network-save");
  expect((await screen.findByTestId("problem")).textContent).toBe("The disk is full.");
  expect(screen.getAllByTestId("request")).toHaveLength(8);
});

test("the part of the widget that is looked at stays chosen in the next call", async () => {
  const { click } = await mountNetwork(entries);
  await screen.findByTestId("network");
  await click("back");
  await click("call-row");
  await click("call-tab-widget");
  expect(await screen.findByTestId("network")).toBeTruthy();
});
