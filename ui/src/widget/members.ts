/** The members of `window.openai` that ask the host for something. Whether and how it is granted is the host's. */
import { jsonCopy, readFields, readHeight, readMode, readOptions, readText } from "./arguments";
import { readFile } from "./files";
import { dispatch, NativeCustomEvent, NativePromise } from "./originals";
import type { Requests } from "./requests";

export type Surroundings = {
  requests: Requests;
  /** Writes globals and announces them. */
  change: (globals: { widgetState: unknown }) => void;
  /** Whether a member that needs a gesture of the person may go on. */
  mayAct: () => boolean;
  uploadBytes: number;
};

export type Member = (first?: unknown, second?: unknown) => unknown;

/** All that there are; which of them a widget gets is the host's choice. */
export function createMembers({ requests, change, mayAct, uploadBytes }: Surroundings) {
  const { ask, send, tell } = requests;

  const callTool: Member = (name, args) => {
    const read = () => [
      readText("callTool(name, arguments)", "the tool's name", name),
      readOptions("callTool(name, arguments)", '{ "argument": "value" } as the arguments', args),
    ];
    const init = { __proto__: null, detail: { tool: { name, args } } } as CustomEventInit;
    // Only documents of 2025 name this event; widgets of that time wait for it.
    return ask("callTool", read, () => dispatch(new NativeCustomEvent("openai:tool_response", init)));
  };

  const setWidgetState: Member = (state) =>
    new NativePromise<void>((resolve) => {
      const widgetState = jsonCopy("setWidgetState(state)", state);
      change({ widgetState });
      tell("setWidgetState", [widgetState]);
      resolve();
    });

  const requestDisplayMode: Member = (request) => {
    const read = () => {
      const fields = readFields("requestDisplayMode", '{ mode: "fullscreen" }', request);
      return [{ mode: readMode(fields.mode) }];
    };
    if (mayAct()) return ask("requestDisplayMode", read);
    // ChatGPT returns no promise then. The host is told nevertheless, so that the author learns of it.
    try {
      tell("requestDisplayMode", read());
    } catch {
      // A request that cannot be read has nobody to be told of it, as there is no promise.
    }
    return undefined;
  };

  const sendFollowUpMessage: Member = (message) =>
    ask("sendFollowUpMessage", () => {
      const fields = readFields("sendFollowUpMessage", '{ prompt: "text" }', message);
      readText("sendFollowUpMessage({ prompt })", "the prompt", fields.prompt);
      return [fields];
    });

  const openExternal: Member = (link) =>
    ask("openExternal", () => {
      const fields = readFields("openExternal", '{ href: "https://example.com" }', link);
      readText("openExternal({ href })", "the link", fields.href);
      return [fields];
    });

  const setOpenInAppUrl: Member = (link) => {
    const fields = readFields("setOpenInAppUrl", '{ href: "https://example.com" }', link);
    // Thrown, not rejected: so do the peers that have this member.
    readText("setOpenInAppUrl({ href })", "the link", fields.href);
    return ask("setOpenInAppUrl", () => [fields]);
  };

  const uploadFile: Member = (file, options) =>
    new NativePromise((resolve, reject) => {
      const copy = readOptions("uploadFile(file, options)", "{ library: true } as the options", options);
      const sendOn = (read: unknown) => send("uploadFile", [read, copy], { resolve, reject });
      readFile(file, uploadBytes, sendOn, reject);
    });

  return {
    callTool,
    setWidgetState,
    requestDisplayMode,
    sendFollowUpMessage,
    sendFollowupTurn: sendFollowUpMessage,
    openExternal,
    setOpenInAppUrl,
    uploadFile,
    notifyIntrinsicHeight: (height) => ask("notifyIntrinsicHeight", () => [readHeight(height)]),
    requestClose: () => ask("requestClose", () => []),
    selectFiles: () => ask("selectFiles", () => []),
    requestModal: (modal) =>
      ask("requestModal", () => [readOptions("requestModal", "{ params: {} }", modal)]),
    requestCheckout: (session) =>
      ask("requestCheckout", () => [readFields("requestCheckout", '{ "id": "…" }', session)]),
    getFileDownloadUrl: (file) =>
      ask("getFileDownloadUrl", () => {
        const fields = readFields("getFileDownloadUrl", '{ fileId: "file_…" }', file);
        readText("getFileDownloadUrl({ fileId })", "the file's id", fields.fileId);
        return [fields];
      }),
  } satisfies Record<string, Member>;
}
