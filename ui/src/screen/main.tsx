/** Starts the page of a screen: first the channel, before anything else can run, then the drawing. */
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { openChannel, type Page } from "./channel";
import { DrawingFailure } from "./drawing-failure";
import { enter } from "./enter";
import { createFinger } from "./finger";
import { HostContext } from "./host";
import { measureScreen } from "./measures";
import { Screen } from "./screen";
import "./screen.css";
import { Outbox } from "./outbox";
import { offerPosing } from "./pose";
import { createScaling, offerScaling } from "./scale";
import { createShownView } from "./shown-view";
import { WidgetFrames } from "./widget-frames";

const channel = openChannel(window as Page);
const root = createRoot(document.getElementById("root") as HTMLElement);

/** For the tests in a real window, which cannot reach a module. It reads, and tells nothing but lengths and colours. */
Object.defineProperty(window, "__greenroomMeasures", { value: () => measureScreen(document) });

if (channel) {
  const { send, listen } = channel;
  const outbox = new Outbox(send);
  const frames = new WidgetFrames(window, (said) => outbox.put(said), createFinger(document.documentElement));
  const shown = createShownView();
  const page = (
    <DrawingFailure>
      <HostContext value={{ send, frames }}>
        <Screen shown={shown} />
      </HostContext>
    </DrawingFailure>
  );
  // At once, so that a frame is registered before the host can have a message for it.
  flushSync(() => root.render(page));
  const scaling = createScaling(document);
  offerScaling(window, scaling);
  offerPosing(window, scaling);
  listen((message) => {
    if (message.kind === "view") shown.show(message.view);
    else if (message.kind === "heard") outbox.heard();
    else if (message.kind === "enter") enter();
    else frames.deliver(message);
  });
} else {
  root.render(<p>This page is a screen of Greenroom. It works only inside the program.</p>);
}
