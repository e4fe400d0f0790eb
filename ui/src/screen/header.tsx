/** The bar at the top. Its icons only stand where ChatGPT has them: there is nothing behind them here. */
import type { DeviceForm } from "../bindings";
import { ChevronIcon, ComposeIcon, MenuIcon, MoreIcon } from "./icons";

export function Header({ form }: { form: DeviceForm }) {
  if (form === "desktop") {
    return (
      <header className="header">
        <span className="header-name">
          Greenroom
          <ChevronIcon />
        </span>
        <span className="header-more" aria-hidden="true">
          <MoreIcon />
        </span>
      </header>
    );
  }
  return (
    <header className="header">
      <span className="header-menu" aria-hidden="true">
        <MenuIcon />
      </span>
      <span className="header-name">Greenroom</span>
      <span className="header-pill" aria-hidden="true">
        <ComposeIcon />
        <MoreIcon />
      </span>
    </header>
  );
}
