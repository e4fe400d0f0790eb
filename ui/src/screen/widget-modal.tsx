/**
 * A modal of a widget: over everything but the questions to the person, with a bar of the screen's own, and a widget
 * instance of its own inside. Esc closes it while the focus is outside of the widget's frame.
 */
import { type CSSProperties, useEffect, useId, useRef } from "react";
import type { ScreenModal } from "../bindings";
import { visibleText } from "../parts/visible-text";
import { AppIcon } from "./app-icon";
import { useHost } from "./host";
import { CloseIcon } from "./icons";
import { wantedHeight } from "./widget-box";
import { WidgetFrame } from "./widget-frame";

export function WidgetModal({ modal }: { modal: ScreenModal }) {
  const { send } = useHost();
  const { title, appName, frame } = modal;
  const { instance } = frame;
  const heading = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const closeOnEsc = (event: KeyboardEvent) => {
      // A dialog over it has its own Esc.
      const covered = document.querySelector("dialog[open]") !== null;
      if (event.key === "Escape" && !event.defaultPrevented && !covered)
        send({ kind: "closeModal", instance });
    };
    document.addEventListener("keydown", closeOnEsc);
    return () => document.removeEventListener("keydown", closeOnEsc);
  }, [send, instance]);
  return (
    <div className="modal-ground">
      <section
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby={heading}
        data-testid="widget-modal"
        style={{ "--wanted-height": wantedHeight(frame) } as CSSProperties}
      >
        <header className="modal-bar">
          <AppIcon name={appName} />
          <h2 id={heading}>{visibleText(title)}</h2>
          <button
            ref={button}
            type="button"
            className="icon-button"
            data-testid="modal-close"
            aria-label={`Close ${visibleText(title)}`}
            onClick={() => send({ kind: "closeModal", instance })}
          >
            <CloseIcon />
          </button>
        </header>
        <div className="modal-clip">
          <WidgetFrame frame={frame} title={`Widget of ${appName}`} />
        </div>
      </section>
    </div>
  );
}
