/** The iframe of one widget instance, registered for as long as it is in the document. */
import { useLayoutEffect, useRef } from "react";
import type { WidgetFrame as Frame } from "../bindings";
import { useHost } from "./host";

export function WidgetFrame({ frame, title }: { frame: Frame; title: string }) {
  const { frames } = useHost();
  const { instance, generation, src, sandbox, allow } = frame;
  const iframe = useRef<HTMLIFrameElement>(null);
  // Before the page paints, thus before the widget's first message can be dispatched.
  useLayoutEffect(() => {
    if (iframe.current) return frames.register({ instance, generation }, iframe.current);
  }, [frames, instance, generation]);
  return (
    <iframe
      ref={iframe}
      className="widget-frame"
      data-testid="widget-frame"
      data-instance={instance}
      title={title}
      sandbox={sandbox}
      allow={allow}
      src={src}
    />
  );
}
