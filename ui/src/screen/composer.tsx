/** Where the person types. Enter sends, Shift and Enter begin a new line. */
import { type KeyboardEvent, useState } from "react";
import { useHost } from "./host";
import { SendIcon } from "./icons";

export function Composer() {
  const { send } = useHost();
  const [text, setText] = useState("");
  const sendable = text.trim() !== "";

  const say = () => {
    if (!sendable) return;
    send({ kind: "say", text: text.trim() });
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  return (
    <footer className="composer">
      <div className="composer-pill">
        <textarea
          data-testid="composer"
          aria-label="Message"
          placeholder="Message"
          rows={Math.min(text.split("\n").length, 8)}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="composer-send"
          data-testid="composer-send"
          aria-label="Send"
          disabled={!sendable}
          onClick={say}
        >
          <SendIcon />
        </button>
      </div>
    </footer>
  );
}
