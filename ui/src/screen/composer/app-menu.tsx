/** The button with the plus, and the apps behind it: those that are chosen have a check mark. */
import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { MentionedApp } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { AppIcon } from "../app-icon";
import { CheckIcon, PlusIcon } from "../icons";
import { Menu, type Opened } from "../menu";

type Props = {
  apps: MentionedApp[];
  chosen: MentionedApp[];
  /** Chooses the app, or takes it back. */
  onToggle: (app: MentionedApp) => void;
};

export function AppMenu({ apps, chosen, onToggle }: Props) {
  const menu = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpened(event.key === "ArrowDown" ? "atFirst" : "atLast");
  };
  const toggle = (app: MentionedApp) => {
    setOpened(null);
    onToggle(app);
  };
  return (
    <span className="composer-add">
      <button
        ref={button}
        type="button"
        className="composer-icon"
        data-testid="composer-add"
        aria-label="Choose apps"
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        aria-controls={opened ? menu : undefined}
        onClick={() => setOpened(opened ? null : "atFirst")}
        onKeyDown={onKeyDown}
      >
        <PlusIcon />
      </button>
      {opened && (
        <Menu
          id={menu}
          label="Apps"
          edge="left"
          opened={opened}
          button={() => button.current}
          onClose={() => setOpened(null)}
        >
          {apps.map((app) => (
            <button
              key={app.id}
              type="button"
              role="menuitemcheckbox"
              aria-checked={chosen.includes(app)}
              tabIndex={-1}
              className="menu-item app-item"
              data-testid="composer-app"
              data-name={app.name}
              onClick={() => toggle(app)}
            >
              <AppIcon name={app.name} />
              <span className="app-item-name">{visibleText(app.name)}</span>
              {chosen.includes(app) && <CheckIcon />}
            </button>
          ))}
          {apps.length === 0 && <NoApps />}
        </Menu>
      )}
    </span>
  );
}

/** It takes the focus, so that keys close the menu as they do any other. */
function NoApps() {
  return (
    <span className="menu-item no-apps" role="menuitem" aria-disabled="true" tabIndex={-1}>
      No connector is enabled. Add one in the workbench.
    </span>
  );
}
