/**
 * The keyboard of a touch screen: it comes while a field has the focus, here or in a widget, and what is on the screen makes
 * room for it. Its keys are drawn and no more, as the person types on real ones; the button at its top puts it away.
 */
import type { MouseEvent } from "react";
import type { Device } from "../../bindings";
import { useHost } from "../host";
import { ChevronIcon } from "../icons";
import { keyboardHeight } from "./heights";
import { useRoom } from "./room";
import { useTyping } from "./typing";

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

export function SoftKeyboard({ device }: { device: Device }) {
  const { frames } = useHost();
  const typing = useTyping();
  const height = keyboardHeight(device);
  const isUp = height !== null && typing !== null;
  useRoom(typing, isUp ? height : 0);
  if (!isUp) return null;
  const dismiss = () => {
    if (typing.kind === "widget") frames.dismissKeyboard(typing.field.iframe);
    else (document.activeElement as HTMLElement | null)?.blur();
  };
  return (
    <section className="keyboard" data-testid="keyboard" aria-label="Keyboard" onMouseDown={keepFocus}>
      <div className="keyboard-bar">
        <button
          type="button"
          // With the field that Tab leaves the keyboard goes away, and the focus would with it.
          tabIndex={-1}
          className="keyboard-done"
          data-testid="keyboard-done"
          aria-label="Put the keyboard away"
          onClick={dismiss}
        >
          {device.platform === "iPhone" || device.platform === "iPad" ? "Done" : <ChevronIcon />}
        </button>
      </div>
      <div className="keyboard-rows" aria-hidden="true">
        {ROWS.map((row) => (
          <div key={row} className="keyboard-row">
            {[...row].map((key) => (
              <span key={key} className="keyboard-key">
                {key}
              </span>
            ))}
          </div>
        ))}
        <div className="keyboard-row">
          <span className="keyboard-key" data-wide="some">
            123
          </span>
          <span className="keyboard-key" data-wide="most" />
          <span className="keyboard-key" data-wide="some">
            return
          </span>
        </div>
      </div>
    </section>
  );
}

/** A press on the keyboard takes the focus from nothing. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
