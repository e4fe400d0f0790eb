/**
 * Which iframe belongs to which widget instance, and the two roads between it and the host: `apps` by
 * postMessage between the windows, `openai` by the port that our script in the widget's document sends.
 * A message counts only if it comes from exactly the window that is registered; no origin is believed.
 */
import type { Json, Said, ToScreen } from "../bindings";
import type { Finger } from "./finger";
import { type Claim, PortClaims } from "./port-claims";
import { FramedFocus } from "./soft-keyboard/framed-field";

type ToWidget = Extract<ToScreen, { kind: "widget" }>;

/** Which frame of which instance. */
export type Identity = { instance: string; generation: number };

type Frame = {
  instance: string;
  generation: number;
  iframe: HTMLIFrameElement;
  /** The `openai` channel of the document that is loaded. */
  port: MessagePort | null;
  /** Whether the document in it has sent its port. It has one for its whole life; another would be a forgery. */
  portTaken: boolean;
  /** After the first document: those ports of which one is that of the next. */
  claims: PortClaims | null;
  /** For `openai`, from before there was a port. */
  waiting: Json[];
  gestures: Gestures;
  /** What its document was last told of the keyboard. */
  cover: Cover;
};

/** How much of a frame the keyboard covers, and how far the frame has moved up for it, in CSS pixels. */
export type Cover = { overlap: number; offset: number };

const NO_COVER: Cover = { overlap: 0, offset: 0 };

/** What the person has done in a document, as our script in it reports by a key that only the two know. */
type Gestures = { key: string | null; lasts: number; last: number | null };

const NO_GESTURES: Gestures = { key: null, lasts: 0, last: null };

export class WidgetFrames {
  /** Which field of a widget has the focus. */
  readonly focus = new FramedFocus();
  readonly #frames = new Map<string, Frame>();
  readonly #say: (said: Said) => void;
  readonly #finger: Finger | null;

  constructor(page: Window, say: (said: Said) => void, finger: Finger | null = null) {
    this.#say = say;
    this.#finger = finger;
    page.addEventListener("message", (event) => this.#receive(event));
  }

  /** From when the iframe is in the document until the returned function is called. */
  register({ instance, generation }: Identity, iframe: HTMLIFrameElement): () => void {
    const frame: Frame = {
      instance,
      generation,
      iframe,
      port: null,
      portTaken: false,
      claims: null,
      waiting: [],
      gestures: NO_GESTURES,
      cover: NO_COVER,
    };
    this.#frames.set(instance, frame);
    return () => {
      frame.port?.close();
      frame.claims?.close();
      this.focus.leave(iframe);
      if (this.#frames.get(instance) === frame) this.#frames.delete(instance);
    };
  }

  /** Hands a message of the host to one widget; one for a widget that is gone is dropped. */
  deliver({ instance, language, message }: ToWidget): void {
    const frame = this.#frames.get(instance);
    if (!frame) return;
    if (language === "apps") frame.iframe.contentWindow?.postMessage(message, targetOrigin(frame.iframe));
    else if (frame.port) frame.port.postMessage(message);
    else frame.waiting.push(message);
  }

  /** Tells each document what the keyboard covers of it, as far as it does not know. */
  cover(measure: (iframe: HTMLIFrameElement) => Cover): void {
    for (const frame of this.#frames.values()) {
      const cover = measure(frame.iframe);
      if (!frame.port || (cover.overlap === frame.cover.overlap && cover.offset === frame.cover.offset))
        continue;
      frame.cover = cover;
      frame.port.postMessage({ kind: "keyboard", cover });
    }
  }

  /** The person puts the keyboard away: the field in this frame loses the focus, if anybody is there to do that. */
  dismissKeyboard(iframe: HTMLIFrameElement): void {
    const frame = [...this.#frames.values()].find((one) => one.iframe === iframe);
    frame?.port?.postMessage({ kind: "dismissKeyboard" });
    this.focus.leave(iframe);
  }

  #receive({ source, data, ports }: MessageEvent): void {
    const frame = [...this.#frames.values()].find(({ iframe }) => source && source === iframe.contentWindow);
    if (!frame || typeof data !== "object" || data === null) return;
    const [port] = ports;
    if (data.greenroom === "port") {
      if (port && ports.length === 1 && !frame.portTaken) {
        const claim = { port, key: data.key, lasts: data.gestureMilliseconds };
        // Before the first document nobody can have sent one but our script, which is the first in it.
        if (frame.claims) frame.claims.add(claim);
        else this.#takePort(frame, claim, []);
      }
    } else if (data.greenroom === "gesture") {
      if (knowsKey(frame, data.key)) feel(frame);
    } else if (data.greenroom === "finger") {
      if (knowsKey(frame, data.key)) this.#finger?.followFramed(frame.iframe, data.finger);
    } else if (data.greenroom === "leaving") {
      if (knowsKey(frame, data.key)) this.#awaitNext(frame);
      else frame.claims?.withdraw(data.key);
    } else if (data.jsonrpc === "2.0") {
      this.#pass(frame, "apps", data);
    }
  }

  /** The document has gone, with its port and its gestures. */
  #awaitNext(frame: Frame): void {
    frame.port?.close();
    frame.port = null;
    frame.portTaken = false;
    frame.gestures = NO_GESTURES;
    frame.cover = NO_COVER;
    this.focus.leave(frame.iframe);
    frame.claims?.close();
    frame.claims = new PortClaims((claim, heard) => this.#takePort(frame, claim, heard));
  }

  #takePort(frame: Frame, { port, key, lasts }: Claim, heard: Json[]): void {
    frame.port = port;
    frame.portTaken = true;
    frame.gestures = { key, lasts, last: null };
    follow(frame.iframe, "");
    port.onmessage = ({ data }) => this.#hear(frame, data);
    for (const data of heard) this.#hear(frame, data);
    for (const message of frame.waiting.splice(0)) port.postMessage(message);
  }

  #hear(frame: Frame, message: Json): void {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: unknown[] };
    if (method === "colorScheme") follow(frame.iframe, params?.[0]);
    else if (method === "gesture") feel(frame);
    // As on phones, a script brings no keyboard up: it takes a person's touch.
    else if (method === "field") this.focus.report(frame.iframe, isAfterGesture(frame) ? params?.[0] : null);
    else this.#pass(frame, "openai", message);
  }

  #pass(frame: Frame, language: ToWidget["language"], message: Json): void {
    const { instance, generation } = frame;
    const text = json(message);
    if (text === undefined) return;
    this.#say({ instance, generation, gesture: isAfterGesture(frame), language, text });
  }
}

/** Nothing for what JSON cannot hold (cycles, big integers), which a widget can post: it speaks neither language then. */
function json(message: Json): string | undefined {
  try {
    return JSON.stringify(message);
  } catch {
    return undefined;
  }
}

/** Nobody does before there is one. */
function knowsKey({ gestures }: Frame, key: unknown): boolean {
  return gestures.key !== null && key === gestures.key;
}

function feel({ gestures }: Frame): void {
  gestures.last = performance.now();
}

function isAfterGesture({ gestures: { last, lasts } }: Frame): boolean {
  return last !== null && performance.now() - last < lasts;
}

/**
 * The iframe takes the colour scheme of its document, or the engine would put an opaque ground under a widget
 * that is transparent. This concerns the drawing alone, so the host is not told. What is no scheme changes nothing.
 */
function follow(iframe: HTMLIFrameElement, scheme: unknown): void {
  if (typeof scheme === "string") iframe.style.setProperty("color-scheme", scheme);
}

/** The frame's own origin, so that nothing else it may have become can listen; opaque origins have no name. */
function targetOrigin(iframe: HTMLIFrameElement): string {
  const sandboxed = iframe.hasAttribute("sandbox");
  const opaque = sandboxed && !/(^|\s)allow-same-origin(\s|$)/i.test(iframe.getAttribute("sandbox") ?? "");
  const { origin } = new URL(iframe.src);
  return opaque || origin === "null" ? "*" : origin;
}
