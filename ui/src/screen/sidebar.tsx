/**
 * The list at the side of a desktop's screen, whole or as a rail of icons; the style sheet knows the widths. It only stands
 * where ChatGPT has it: there is nothing behind its entries here.
 */
import { AgentIcon, BooksIcon, CheckListIcon, ComposeIcon, FolderIcon, PlugIcon, SidebarIcon } from "./icons";

/** Those of August 2026 that are no names of OpenAI's products (observed: skybridge). */
const ENTRIES = [
  ["New chat", ComposeIcon],
  ["Projects", FolderIcon],
  ["Tasks", CheckListIcon],
  ["Library", BooksIcon],
  ["Plugins", PlugIcon],
  ["Agents", AgentIcon],
] as const;

export function Sidebar() {
  return (
    <div className="sidebar" aria-hidden="true">
      <p className="sidebar-top">
        <span className="sidebar-name">Greenroom</span>
        <SidebarIcon />
      </p>
      <ul className="sidebar-entries">
        {ENTRIES.map(([name, EntryIcon]) => (
          <li key={name} className="sidebar-entry">
            <EntryIcon />
            <span className="sidebar-name">{name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
