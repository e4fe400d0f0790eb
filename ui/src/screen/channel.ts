/**
 * The private channel between this page and the program. The program gives the page a secret, once and only to
 * the main frame; every message carries it, because a widget's frame can reach the program's mailbox too but
 * never this closure. What the messages mean is elsewhere.
 */
import type { FromScreen, ToScreen } from "../bindings";

export type Page = Window & {
  __greenroom?: { secret: string };
  ipc?: { postMessage(text: string): void };
};

/** What is left for the page after a `ping` has been answered. */
export type Incoming = Exclude<ToScreen, { kind: "ping" }>;

export type Channel = {
  send: (message: FromScreen) => void;
  /** Starts receiving and tells the program that it may send. */
  listen: (receive: (message: Incoming) => void) => void;
};

/** What goes wrong with one message is said, and keeps none of those after it away. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
}

/** Nothing where the program has not given a secret: the page is then open somewhere else. */
export function openChannel(page: Page): Channel | null {
  const secret = page.__greenroom?.secret;
  const mailbox = page.ipc;
  if (!secret || !mailbox) return null;
  const post = mailbox.postMessage.bind(mailbox);
  const { stringify } = JSON;
  const send = (message: FromScreen) => post(stringify({ secret, message }));

  function listen(receive: (message: Incoming) => void): void {
    const value = (messages: ToScreen[]) => {
      for (const message of messages) {
        // Answered here and not in a component, so that a page that failed to draw still counts as alive.
        if (message.kind === "ping") send({ kind: "pong", number: message.number });
        else attempt(() => receive(message));
      }
    };
    Object.defineProperty(page, "__greenroomReceive", { value, writable: false, configurable: false });
    send({ kind: "ready" });
  }

  return { send, listen };
}
