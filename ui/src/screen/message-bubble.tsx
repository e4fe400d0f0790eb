/**
 * A message: the user's in a bubble, with the apps that it mentions; a follow-up that a widget sent in the user's place; and
 * what the person says in the model's place, which stands on the page as ChatGPT's replies do.
 */
import type { Author, Message } from "../bindings";
import { Mention } from "./mention";

/** For screen readers, as ChatGPT heads its turns. */
const LABELS: Record<Author["kind"], string | undefined> = {
  person: "You said",
  model: "The model said",
  widget: undefined,
};

export function MessageBubble({ message }: { message: Message }) {
  const { author, text, apps = [] } = message;
  if (author.kind === "model") {
    return (
      <article className="reply" aria-label={LABELS.model}>
        {text}
      </article>
    );
  }
  return (
    <article className="message" aria-label={LABELS[author.kind]}>
      <div className="bubble">
        {apps.length > 0 && (
          <p className="bubble-mentions">
            {apps.map(({ id, name }) => (
              <Mention key={id} name={name} />
            ))}
          </p>
        )}
        <p>{text}</p>
      </div>
      {author.kind === "widget" && <p className="caption">sent by {author.appName}</p>}
    </article>
  );
}
