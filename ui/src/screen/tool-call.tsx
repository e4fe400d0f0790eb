/** One tool call in the transcript: who is called and how it stands, then its widget or the text instead. */
import type { CallState, ScreenCall, WidgetFrame } from "../bindings";
import { visibleText } from "../parts/visible-text";
import { AppIcon } from "./app-icon";
import { useHost } from "./host";
import { WarningIcon } from "./icons";
import { WidgetBox } from "./widget-box";

/** More than this is no reading matter here; the workbench has the whole. */
const LONGEST_TEXT = 20_000;

/** In CSS pixels. No line of text fits into it: all that a widget so high shows is the margins of its empty page. */
const HEIGHT_OF_NOTHING = 16;

/** In a sentence; what the call has to say of it stands below. */
const WENT_WRONG: Partial<Record<CallState, (app: string) => string>> = {
  toolError: (app) => `${app} answered with an error.`,
  failed: (app) => `The call to ${app} failed.`,
  timedOut: (app) => `${app} took too long to answer.`,
};

export function ToolCall({ call }: { call: ScreenCall }) {
  const { send } = useHost();
  const { appName, state, status, widget, text, standIn } = call;
  const hidesWidget = widget !== null && state in WENT_WRONG && !showsError(call, widget);
  // A widget shows an error of its own, where the call says no more of it.
  const wrong = widget && !hidesWidget && text === "" ? undefined : WENT_WRONG[state];
  return (
    <article className="call" data-testid="tool-call" data-state={state} aria-label={`${appName}: ${status}`}>
      <p className="call-label">
        <AppIcon name={appName} />
        <span className="call-app">{appName}</span>
        <span className="call-status" data-running={state === "running"} role="status">
          {status}
        </span>
        {standIn !== null && (
          <span className="stand-in" data-testid="stand-in" title="This is not what the call brought.">
            {standIn}
          </span>
        )}
      </p>
      {widget && <WidgetBox key={widget.instance} frame={widget} appName={appName} hidden={hidesWidget} />}
      {wrong && (
        <div className="call-error" role="alert">
          <WarningIcon />
          <p>{wrong(visibleText(appName))}</p>
          {text !== "" && <p className="call-error-text">{shortened(text)}</p>}
          {call.canRetry && (
            <button
              type="button"
              className="call-retry"
              data-testid="call-retry"
              onClick={() => send({ kind: "retry", call: call.id })}
            >
              Try again
            </button>
          )}
        </div>
      )}
      {!wrong && text !== "" && (
        <div className="call-text">
          <p>{shortened(text)}</p>
        </div>
      )}
    </article>
  );
}

/**
 * Whether the widget has something to show of a call that went wrong; else the error stands in its place, as in ChatGPT.
 * An error of the tool is a result, which a widget is given; of a call that brought none only what plays a scenario is.
 */
function showsError({ state, text }: ScreenCall, { mode, height }: WidgetFrame): boolean {
  if (mode !== "inline") return true;
  const isTold = state === "toolError" || text === "";
  return isTold && height !== null && height > HEIGHT_OF_NOTHING;
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const more = (text.length - LONGEST_TEXT).toLocaleString("en");
  return `${text.slice(0, LONGEST_TEXT)}… (${more} more characters: see the call in the workbench)`;
}
