/**
 * Runs in a widget's document before the author's own scripts: opens the port to the host and puts
 * `window.openai` there. What the members mean is decided by the host, never here.
 */
import { observeColorScheme } from "./color-scheme";
import { observeContentHeight } from "./content-height";
import { createOpenai, type Globals } from "./openai";

/** The host writes the globals as JSON in place of this name. */
declare const __GREENROOM_GLOBALS__: Globals;

const { port1: port, port2 } = new MessageChannel();
/*! probe */
window.parent.postMessage({ greenroom: "port" }, "*", [port2]);

const { openai, fallbackHeight, tellColorScheme } = createOpenai(port, __GREENROOM_GLOBALS__);
for (const name of ["openai", "webplus", "oai"]) {
  Object.defineProperty(window, name, {
    value: openai,
    enumerable: true,
    writable: false,
    // Otherwise a classic script that says `const openai = window.openai` would not even be parsed.
    configurable: true,
  });
}
observeContentHeight(fallbackHeight);
observeColorScheme(tellColorScheme);
