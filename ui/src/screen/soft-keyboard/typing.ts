/** Whether the person types on this page or in a widget, as far as a keyboard on the screen is concerned. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { useHost } from "../host";
import type { FramedField } from "./framed-field";

export type Typing = { kind: "page" } | { kind: "widget"; field: FramedField } | null;

export function useTyping(): Typing {
  const { frames } = useHost();
  const field = useSyncExternalStore(frames.focus.subscribe, frames.focus.read);
  const isOnPage = useTypingOnPage();
  if (field) return { kind: "widget", field };
  return isOnPage ? { kind: "page" } : null;
}

/** What is pressed stays where it is until it is let go: only then does the keyboard go, with all that stands on it. */
function useTypingOnPage(): boolean {
  const { frames } = useHost();
  const [isTyping, setTyping] = useState(false);
  useEffect(() => {
    let isPressed = false;
    // Not every engine takes the focus from the field of a page when a frame in it gets it.
    let isInFrame = false;
    const look = () => {
      const { activeElement } = document;
      // The document of a frame says when the press in it is over.
      if (isInFrame || activeElement instanceof HTMLIFrameElement) return;
      setTyping((was) => isField(activeElement) || (was && isBeside(activeElement)));
    };
    const enter = ({ target }: Event) => {
      isInFrame = false;
      if (isField(target)) frames.focus.leave();
    };
    const focusIn = (event: Event) => {
      enter(event);
      look();
    };
    // Where the focus goes is known after this event, and a click comes after its press.
    const focusOut = () => {
      if (!isPressed) setTimeout(look);
    };
    const press = (event: Event) => {
      isPressed = true;
      if (isField(event.target)) enter(event);
    };
    const release = () => {
      isPressed = false;
      setTimeout(look);
    };
    const leave = () => {
      isInFrame = true;
      setTyping(false);
    };
    const listeners = [
      ["focusin", focusIn],
      ["focusout", focusOut],
      ["pointerdown", press],
      ["pointerup", release],
      ["pointercancel", release],
    ] as const;
    for (const [type, listener] of listeners) document.addEventListener(type, listener, true);
    const unsubscribe = frames.focus.onReport(leave);
    return () => {
      for (const [type, listener] of listeners) document.removeEventListener(type, listener, true);
      unsubscribe();
    };
  }, [frames]);
  return isTyping;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement;
}

/** The composer's own buttons and menu leave the keyboard where it is. */
function isBeside(element: Element | null): boolean {
  return element?.closest(".composer") != null;
}
