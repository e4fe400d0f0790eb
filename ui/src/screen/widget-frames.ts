/**
 * Which iframe belongs to which widget instance, and the two roads between it and the host: `apps` by
 * postMessage between the windows, `openai` by the port that our script in the widget's document sends.
 * A message counts only if it comes from exactly the window that is registered; no origin is believed.
 */
import type { Json, Said, ToScreen } from "../bindings";

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
  /** For `openai`, from before there was a port. */
  waiting: Json[];
  gestures: Gestures;
};

/** What the person has done in a document, as our script in it reports by a key that only the two know. */
type Gestures = { key: string | null; lasts: number; last: number | null };

const NO_GESTURES: Gestures = { key: null, lasts: 0, last: null };

export class WidgetFrames {
  readonly #frames = new Map<string, Frame>();
  readonly #say: (said: Said) => void;

  constructor(page: Window, say: (said: Said) => void) {
    this.#say = say;
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
      waiting: [],
      gestures: NO_GESTURES,
    };
    this.#frames.set(instance, frame);
    return () => {
      frame.port?.close();
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

  #receive({ source, data, ports }: MessageEvent): void {
    const frame = [...this.#frames.values()].find(({ iframe }) => source && source === iframe.contentWindow);
    if (!frame || typeof data !== "object" || data === null) return;
    const [port] = ports;
    if (data.greenroom === "port") {
      if (port && ports.length === 1 && !frame.portTaken) {
        frame.gestures = { key: data.key, lasts: data.gestureMilliseconds, last: null };
        this.#takePort(frame, port);
      }
    } else if (data.greenroom === "gesture") {
      if (data.key === frame.gestures.key) feel(frame);
    } else if (data.greenroom === "leaving") {
      if (data.key === frame.gestures.key) frame.portTaken = false;
    } else if (data.jsonrpc === "2.0") {
      this.#pass(frame, "apps", data);
    }
  }

  #takePort(frame: Frame, port: MessagePort): void {
    frame.port?.close();
    frame.port = port;
    frame.portTaken = true;
    follow(frame.iframe, "");
    port.onmessage = ({ data }) => {
      if (data?.method === "colorScheme") follow(frame.iframe, data.params?.[0]);
      else if (data?.method === "gesture") feel(frame);
      else this.#pass(frame, "openai", data);
    };
    for (const message of frame.waiting.splice(0)) port.postMessage(message);
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
