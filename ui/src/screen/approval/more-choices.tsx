/** A button with a chevron, and the menu behind it. It opens by click, Enter, Space and the arrows. */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { ChevronIcon } from "../icons";
import { Menu, type Opened } from "../menu";

type Props = {
  disabled: boolean;
  /** A rehearsal is about to choose something of the menu. */
  isComing: boolean;
  /** Elements of the role `menuitem`. */
  children: ReactNode;
};

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
        <Menu
          id={menu}
          label="More answers"
          edge="right"
          opened={opened}
          button={() => button.current}
          onClose={close}
        >
          {children}
        </Menu>
      )}
    </>
  );
}
