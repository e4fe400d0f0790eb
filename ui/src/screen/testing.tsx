/** For the tests: a screen that draws the views it is given, and what it sends. */
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import type { FromScreen, ScreenView } from "../bindings";
import { allowBlankFrames } from "./blank-frames";
import { DrawingFailure } from "./drawing-failure";
import { view } from "./fixtures";
import { HostContext } from "./host";
import { Outbox } from "./outbox";
import { Screen } from "./screen";
import { createShownView, type ShownView } from "./shown-view";
import { WidgetFrames } from "./widget-frames";

export type Drawn = { sent: FromScreen[]; shown: ShownView; show: (told: Partial<ScreenView>) => void };

/** Draws a fresh screen before each test of the file. */
export function drawnScreen(): Drawn {
  allowBlankFrames(window);
  const drawn: Drawn = {
    sent: [],
    shown: createShownView(),
    show: (told) => act(() => drawn.shown.show(view(told))),
  };
  beforeEach(() => {
    drawn.sent = [];
    drawn.shown = createShownView();
    const send = (message: FromScreen) => drawn.sent.push(message);
    const outbox = new Outbox(send);
    const frames = new WidgetFrames(window, (said) => outbox.put(said));
    render(
      <DrawingFailure>
        <HostContext value={{ send, frames }}>
          <Screen shown={drawn.shown} />
        </HostContext>
      </DrawingFailure>,
    );
  });
  afterEach(cleanup);
  return drawn;
}
