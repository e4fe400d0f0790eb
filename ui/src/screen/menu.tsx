/**
 * A menu that belongs to a button: it stands at the button's parent, whichever way there is room. Arrows, Home and End move
 * within it; Escape, Tab, a click elsewhere and a look elsewhere close it.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { type Edge, placeMenu } from "./place-menu";

/** Where the focus is when the menu opens. */
export type Opened = "atFirst" | "atLast";

type Props = {
  id: string;
  label: string;
  /** Which edges of the menu and of what its button belongs to are in a line. */
  edge: Edge;
  opened: Opened;
  button: () => HTMLElement | null;
  onClose: () => void;
  /** Elements of a role of menu items. */
  children: ReactNode;
};

export function Menu({ id, label, edge, opened, button, onClose, children }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const anchor = button()?.parentElement;
      if (menu.current && anchor) placeMenu(menu.current, anchor, edge);
    };
    place();
    items(menu.current)
      .at(opened === "atFirst" ? 0 : -1)
      ?.focus({ preventScroll: true });
    window.addEventListener("resize", place);
    window.addEventListener("scroll", place, true);
    return () => {
      window.removeEventListener("resize", place);
      window.removeEventListener("scroll", place, true);
    };
  }, []);
  useEffect(() => {
    const pressed = ({ target }: PointerEvent) => {
      const isWithin = target instanceof Node && button()?.parentElement?.contains(target);
      if (!isWithin) onClose();
    };
    document.addEventListener("pointerdown", pressed, true);
    // A click into a widget's frame is no event of this page.
    window.addEventListener("blur", onClose);
    return () => {
      document.removeEventListener("pointerdown", pressed, true);
      window.removeEventListener("blur", onClose);
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    // The keys of what it belongs to are not the menu's.
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      // From there Tab goes on.
      button()?.focus({ preventScroll: true });
      onClose();
      return;
    }
    const all = items(menu.current);
    const next = nextOf(all, all.indexOf(document.activeElement as HTMLElement), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: false });
  };
  return (
    <div ref={menu} id={id} className="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

function nextOf(all: HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return all[(at + 1) % all.length];
    case "ArrowUp":
      return all.at(at <= 0 ? -1 : at - 1);
    case "Home":
      return all[0];
    case "End":
      return all.at(-1);
    default:
      return undefined;
  }
}
