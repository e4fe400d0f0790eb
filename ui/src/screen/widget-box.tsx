/**
 * The place of a widget: in the transcript, over the whole screen, or floating at its top. The modes differ only
 * in style, because moving an iframe in the document would load it anew.
 */
import { type CSSProperties, useRef } from "react";
import type { WidgetFrame as Frame } from "../bindings";
import { visibleText } from "../parts/visible-text";
import { AppIcon } from "./app-icon";
import { useHost } from "./host";
import { CloseIcon } from "./icons";
import { useParked } from "./parking";
import { WidgetFrame } from "./widget-frame";

/** In CSS pixels, of a widget that has not reported its height yet. */
const HEIGHT_BEFORE_REPORT = 120;

/** The height that a widget wants of its frame; the style sheet limits it by mode. */
export function wantedHeight({ height }: Frame): string {
  return `${height === null || !(height >= 0) ? HEIGHT_BEFORE_REPORT : height}px`;
}

type Props = {
  frame: Frame;
  appName: string;
  /** Something else stands in its place. The frame stays, and its document can still come to have something to show. */
  hidden: boolean;
};

export function WidgetBox({ frame, appName, hidden }: Props) {
  const { send } = useHost();
  const { instance, generation, mode, prefersBorder, openInApp } = frame;
  const place = useRef<HTMLDivElement>(null);
  const parked = useParked(place, `${instance} ${generation}`);
  const close = () => send({ kind: "mode", instance, mode: "inline" });
  return (
    <div
      ref={place}
      className="widget-place"
      data-mode={mode}
      data-parked={parked}
      data-border={prefersBorder}
      data-hidden={hidden}
      style={{ "--wanted-height": wantedHeight(frame) } as CSSProperties}
    >
      <div className="widget-box">
        {mode === "fullscreen" && (
          <div className="fullscreen-bar">
            <button
              type="button"
              className="icon-button"
              data-testid="fullscreen-close"
              aria-label={`Close ${appName}`}
              onClick={close}
            >
              <CloseIcon />
            </button>
            <span className="fullscreen-app">
              <AppIcon name={appName} />
              <span className="fullscreen-name">{visibleText(appName)}</span>
            </span>
            {openInApp && (
              <button
                type="button"
                className="button fullscreen-open"
                data-testid="fullscreen-open"
                onClick={() => send({ kind: "openInApp", instance })}
              >
                Open in {visibleText(appName)}
              </button>
            )}
          </div>
        )}
        <div className="widget-clip">
          <WidgetFrame key={generation} frame={frame} title={`Widget of ${appName}`} />
        </div>
        {mode === "pip" && (
          <button
            type="button"
            className="pip-close"
            data-testid="pip-close"
            aria-label={`Close ${appName}`}
            onClick={close}
          >
            <CloseIcon />
          </button>
        )}
      </div>
    </div>
  );
}
