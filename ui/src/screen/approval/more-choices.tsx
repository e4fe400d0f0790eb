/**
 * A button with a chevron, and the menu behind it. It opens by click, Enter, Space and the arrows; arrows, Home and End
 * move within it; Escape, Tab, a click elsewhere and a look elsewhere close it.
 */
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { ChevronIcon } from "../icons";
import { placeMenu } from "./place-menu";

type Props = {
  disabled: boolean;
  /** A rehearsal is about to choose something of the menu. */
  isComing: boolean;
  /** Elements of the role `menuitem`. */
  children: ReactNode;
};

/** Where the focus is when the menu opens. */
type Opened = "atFirst" | "atLast";

export function MoreChoices({ disabled, isComing, children }: Props) {
  const menu = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const isOpen = opened !== null && !disabled;
  const close = () => setOpened(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpened(event.key === "ArrowDown" ? "atFirst" : "atLast");
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button split-more"
        data-testid="approval-more"
        data-coming={isComing}
        aria-label="More answers"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menu : undefined}
        disabled={disabled}
        onClick={() => setOpened(isOpen ? null : "atFirst")}
        onKeyDown={onKeyDown}
      >
        <ChevronIcon />
      </button>
      {isOpen && (
        <Menu id={menu} opened={opened} button={() => button.current} onClose={close}>
          {children}
        </Menu>
      )}
    </>
  );
}

type MenuProps = {
  id: string;
  opened: Opened;
  button: () => HTMLElement | null;
  onClose: () => void;
  children: ReactNode;
};

function Menu({ id, opened, button, onClose, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const anchor = button()?.parentElement;
      if (menu.current && anchor) placeMenu(menu.current, anchor);
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
    // The keys of the card are not those of its menu.
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
    <div ref={menu} id={id} className="menu" role="menu" aria-label="More answers" onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
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
