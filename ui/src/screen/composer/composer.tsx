/**
 * Where the person types, and chooses the apps that a message mentions. Enter sends, Shift and Enter begin a new line;
 * Backspace at the start takes the last app back. Microphone and voice only stand where ChatGPT has them.
 */
import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import type { MentionedApp } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { useHost } from "../host";
import { CloseIcon, MicrophoneIcon, SendIcon, VoiceIcon } from "../icons";
import { Mention } from "../mention";
import { AppMenu } from "./app-menu";

export function Composer({ apps }: { apps: MentionedApp[] }) {
  const { send } = useHost();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [ids, setIds] = useState<string[]>([]);
  // In the order of choosing; one that is disabled meanwhile is no longer there to be mentioned.
  const chosen = ids.flatMap((id) => apps.filter((app) => app.id === id));
  const sendable = text.trim() !== "";

  const say = () => {
    if (!sendable) return;
    send({ kind: "say", text: text.trim(), apps: chosen.map(({ id }) => id) });
    setText("");
    setIds([]);
  };
  const toggle = ({ id }: MentionedApp) => {
    setIds(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const last = chosen.at(-1);
    if (event.key === "Backspace" && last && selectionStart === 0 && selectionEnd === 0) {
      event.preventDefault();
      toggle(last);
    }
    if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    say();
  };
  // A press beside the field leads into it, and one on a button leaves the focus, and a keyboard, where they are.
  const keepFocus = (event: MouseEvent) => {
    if (event.target === field.current) return;
    event.preventDefault();
    if (!(event.target as Element).closest("button")) field.current?.focus();
  };
  return (
    <footer className="composer">
      <section className="composer-pill" aria-label="Composer" onMouseDown={keepFocus}>
        <AppMenu apps={apps} chosen={chosen} onToggle={toggle} />
        <div className="composer-line">
          {chosen.map((app) => (
            <Mention key={app.id} name={app.name}>
              <button
                type="button"
                className="mention-remove"
                data-testid="mention-remove"
                aria-label={`Remove ${visibleText(app.name)}`}
                onClick={() => toggle(app)}
              >
                <CloseIcon />
              </button>
            </Mention>
          ))}
          <div className="composer-field" data-text={text}>
            <textarea
              ref={field}
              data-testid="composer"
              aria-label="Message"
              placeholder="Ask Greenroom"
              rows={1}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onKeyDown}
            />
          </div>
        </div>
        <span className="composer-icon" aria-hidden="true">
          <MicrophoneIcon />
        </span>
        <button
          type="button"
          className="composer-send"
          data-testid="composer-send"
          aria-label="Send"
          disabled={!sendable}
          onClick={say}
        >
          {sendable ? <SendIcon /> : <VoiceIcon />}
        </button>
      </section>
    </footer>
  );
}

/** While an input method composes, Enter takes its suggestion. WebKit ends the composing before that key, and says 229. */
function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
