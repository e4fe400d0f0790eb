/**
 * The object `window.openai`: the globals that the host keeps current and the members that ask it for
 * something. Members that this version does not have are absent, as authors are told to test for them.
 */
import type { ToOpenai } from "../bindings";
import { jsonCopy, readFields, readHeight, readMode, readText, readToolArguments } from "./arguments";
import { assign, dispatch, keys, later, NativeCustomEvent, NativePromise, set } from "./originals";
import { createRequests, type Requests } from "./requests";

/** What the host says about the call and its surroundings; absent members are not known yet. */
export type Globals = {
  toolInput?: unknown;
  toolOutput?: unknown;
  toolResponseMetadata?: unknown;
  widgetState?: unknown;
  theme?: string;
  displayMode?: string;
  maxHeight?: number | null;
  safeArea?: unknown;
  view?: unknown;
  userAgent?: unknown;
  locale?: string;
};

const UNKNOWN: Globals = {
  toolInput: null,
  toolOutput: null,
  toolResponseMetadata: null,
  widgetState: null,
  maxHeight: null,
};

export function createOpenai(port: MessagePort, initial: Globals) {
  const requests = createRequests(port);
  const known: Globals = {};
  const openai: Record<string, unknown> = {};

  /** Values first, event after: listeners read the new values from the object itself. */
  function change(globals: Globals): void {
    try {
      write(globals);
      announce(globals);
    } catch {
      // A page can make its own object refuse; that is not the author's call failing.
    }
  }

  function write(globals: Globals): void {
    assign(known, globals);
    for (const name of keys(globals) as (keyof Globals)[]) {
      const absent = name === "maxHeight" && globals[name] === null;
      // Unlike an assignment this does not throw where the page has frozen the object.
      set(openai, name, absent ? undefined : globals[name]);
    }
    if (globals.locale) document.documentElement.lang = globals.locale;
  }

  port.onmessage = ({ data }: MessageEvent<ToOpenai>) => {
    if (data?.kind === "globals") change(data.globals as Globals);
    else if (data?.kind === "result" || data?.kind === "error") requests.settle(data);
  };
  write(assign({}, UNKNOWN, initial));
  assign(openai, members(requests, change));
  later(() => announce(known));

  const isInline = () => openai.displayMode === undefined || openai.displayMode === "inline";
  const isWanted = () => isInline() && !requests.sent("notifyIntrinsicHeight");
  const report = (height: number) => requests.tell("contentHeight", [height]);
  const tellColorScheme = (scheme: string) => requests.tell("colorScheme", [scheme]);
  return { openai, fallbackHeight: { isWanted, report }, tellColorScheme };
}

function announce(globals: Globals): void {
  // A copy: what a listener does to the detail changes nothing here.
  dispatch(new NativeCustomEvent("openai:set_globals", { detail: { globals: assign({}, globals) } }));
}

function members(requests: Requests, change: (globals: Globals) => void) {
  const { ask, tell } = requests;

  function callTool(name: unknown, args: unknown) {
    const read = () => [
      readText("callTool(name, arguments)", "the tool's name", name),
      readToolArguments(args),
    ];
    const detail = { tool: { name, args } };
    // Only documents of 2025 name this event; widgets of that time wait for it.
    return ask("callTool", read, () => dispatch(new NativeCustomEvent("openai:tool_response", { detail })));
  }

  function setWidgetState(state: unknown) {
    return new NativePromise<void>((resolve) => {
      const widgetState = jsonCopy("setWidgetState(state)", state);
      change({ widgetState });
      tell("setWidgetState", [widgetState]);
      resolve();
    });
  }

  function requestDisplayMode(request: unknown) {
    return ask("requestDisplayMode", () => {
      const fields = readFields("requestDisplayMode", '{ mode: "fullscreen" }', request);
      return [{ mode: readMode(fields.mode) }];
    });
  }

  function sendFollowUpMessage(message: unknown) {
    return ask("sendFollowUpMessage", () => {
      const fields = readFields("sendFollowUpMessage", '{ prompt: "text" }', message);
      readText("sendFollowUpMessage({ prompt })", "the prompt", fields.prompt);
      return [fields];
    });
  }

  function openExternal(link: unknown) {
    return ask("openExternal", () => {
      const fields = readFields("openExternal", '{ href: "https://example.com" }', link);
      readText("openExternal({ href })", "the link", fields.href);
      return [fields];
    });
  }

  return {
    callTool,
    setWidgetState,
    requestDisplayMode,
    sendFollowUpMessage,
    sendFollowupTurn: sendFollowUpMessage,
    openExternal,
    notifyIntrinsicHeight: (height: unknown) => ask("notifyIntrinsicHeight", () => [readHeight(height)]),
    requestClose: () => ask("requestClose", () => []),
  };
}
