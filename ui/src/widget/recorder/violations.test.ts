/** What the policy blocks, or would block. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Observation, SourcePosition } from "../../bindings";

/** The engine's event: this page's engine has no policies. */
class Violation extends Event {
  override readonly isTrusted = true;
  constructor(readonly own: Record<string, string | number>) {
    super("securitypolicyviolation", { bubbles: true });
  }
  get effectiveDirective() {
    return this.own.effectiveDirective;
  }
  get blockedURI() {
    return this.own.blockedURI;
  }
  get disposition() {
    return this.own.disposition;
  }
  get sourceFile() {
    return this.own.sourceFile;
  }
  get lineNumber() {
    return this.own.lineNumber;
  }
  get columnNumber() {
    return this.own.columnNumber;
  }
}
vi.stubGlobal("SecurityPolicyViolationEvent", Violation);
/** Every test listens to this one window: what one stopped the next would not hear. */
const stopped = vi.fn<(event: Event) => void>();
vi.doMock("../originals", async (load) => ({ ...(await load<object>()), stopEvent: stopped }));
const { collectObservations } = await import("./observations");
const { createPositions } = await import("./positions");
const { recordViolations } = await import("./violations");

const API = "https://api.example/items";
const ASKED: SourcePosition = { url: "https://cdn.example/app.js", line: 30, column: 2 };
let observed: Observation[];
let flush: () => void;
let blocked: ReturnType<typeof vi.fn<(url: string) => void>>;

beforeEach(() => {
  blocked = vi.fn();
  stopped.mockClear();
  observed = [];
  const observations = collectObservations((batch) => observed.push(...structuredClone(batch)));
  const positions = createPositions({ line: 1, lines: 1, columns: 0 }, "widget://board/");
  const placeOf = (url: string) => (url === API ? ASKED : null);
  const attach = recordViolations(observations, positions, { placeOf, blocked });
  attach();
  // A document that is written anew is listened to once more, and not twice.
  attach();
  flush = observations.flush;
});

/** What the engine announces, of a directive that all of these have in common. */
function violate(disposition: string, blockedURI: string, sourceFile: string, lineNumber: number): void {
  const effectiveDirective = "connect-src";
  window.dispatchEvent(
    new Violation({ disposition, effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber: 5 }),
  );
}

test.each<[string, string, string, string, number, SourcePosition | null]>([
  [
    "in the document",
    "enforce",
    "https://track.example/p.gif",
    "widget://board/",
    9,
    { url: "", line: 8, column: 5 },
  ],
  ["by a request of a script, which ours makes for it", "enforce", API, "widget://board/", 1, ASKED],
  ["that is reported only", "report", API, "widget://board/", 1, ASKED],
  ["of a socket, of which no place is told", "report", API, "", 0, ASKED],
  ["of the document's markup", "report", "https://track.example/p.gif", "", 0, null],
  ["without a place", "enforce", "https://track.example/p.gif", "", 0, null],
])("a violation %s", (_what, disposition, blockedURI, sourceFile, lineNumber, position) => {
  violate(disposition, blockedURI, sourceFile, lineNumber);
  flush();
  const at = expect.any(Number);
  expect(observed).toEqual([
    { kind: "violation", at, disposition, directive: "connect-src", blocked: blockedURI, position },
  ]);
  expect(blocked.mock.calls).toEqual(disposition === "enforce" ? [[blockedURI]] : []);
});

test("what the engine reports once more when the answer is there is told once", () => {
  for (const url of [API, "https://track.example/p.gif"]) {
    violate("report", url, url === API ? "https://cdn.example/app.js" : "", url === API ? 30 : 0);
    violate("report", url, "", 0);
  }
  violate("report", API, "https://cdn.example/app.js", 31);
  flush();
  expect(observed.map((told) => told.kind === "violation" && [told.blocked, told.position?.line])).toEqual([
    [API, 30],
    ["https://track.example/p.gif", undefined],
    [API, 31],
  ]);
});

test("the page hears of what was blocked, and nothing of what is only reported to us", () => {
  violate("report", API, "widget://board/", 3);
  violate("enforce", API, "widget://board/", 3);
  const kept = stopped.mock.calls.map(([event]) => (event as Violation).disposition);
  expect(new Set(kept)).toEqual(new Set(["report"]));
});
