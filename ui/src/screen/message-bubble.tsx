/** A user's message, or a follow-up that a widget sent in the user's place. */
import type { Message } from "../bindings";

export function MessageBubble({ message }: { message: Message }) {
  const { author, text } = message;
  return (
    <article className="message" aria-label={author.kind === "person" ? "You said" : undefined}>
      <p className="bubble">{text}</p>
      {author.kind === "widget" && <p className="caption">sent by {author.appName}</p>}
    </article>
  );
}
