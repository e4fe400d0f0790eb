/** The few icons of the screen, drawn for it. All are decoration: their buttons carry the names. */
import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const MenuIcon = () => (
  <Icon>
    <path d="M3.5 7h13M3.5 13h8" />
  </Icon>
);

export const ComposeIcon = () => (
  <Icon>
    <path d="M10 4H6a2.5 2.5 0 0 0-2.5 2.5V14A2.5 2.5 0 0 0 6 16.5h7.5A2.5 2.5 0 0 0 16 14v-4" />
    <path d="m8.5 11.5.5-2.5 6-6 2 2-6 6z" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M5 10h.01M10 10h.01M15 10h.01" strokeWidth="2.2" />
  </Icon>
);

export const ChevronIcon = () => (
  <Icon>
    <path d="m6.5 8.5 3.5 3.5 3.5-3.5" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M10 16V4.5M5 9.5l5-5 5 5" strokeWidth="1.8" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 6.5v4.25M10 13.5h.01" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="4.5" y="9" width="11" height="7.5" rx="2" />
    <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
  </Icon>
);

export const SidebarIcon = () => (
  <Icon>
    <rect x="3" y="4" width="14" height="12" rx="2.5" />
    <path d="M7.5 4v12" />
  </Icon>
);

export const FolderIcon = () => (
  <Icon>
    <path d="M3 6.5A2 2 0 0 1 5 4.5h2.5l2 2H15a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" />
  </Icon>
);

export const CheckListIcon = () => (
  <Icon>
    <path d="m3.5 6 1.5 1.5 2.5-3M3.5 13.5 5 15l2.5-3M11 6h5.5M11 13.5h5.5" />
  </Icon>
);

export const BooksIcon = () => (
  <Icon>
    <path d="M4 4v12M8 4v12M11.5 4.5l4 11.5" />
  </Icon>
);

export const PlugIcon = () => (
  <Icon>
    <path d="M7 3.5V7M13 3.5V7M4.5 7h11v2.5a5.5 5.5 0 0 1-11 0zM10 15v2" />
  </Icon>
);

export const AgentIcon = () => (
  <Icon>
    <circle cx="10" cy="7" r="3" />
    <path d="M4 16.5c.8-3 3-4.5 6-4.5s5.2 1.5 6 4.5" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Icon>
);

export const MicrophoneIcon = () => (
  <Icon>
    <rect x="7.5" y="3" width="5" height="9" rx="2.5" />
    <path d="M4.5 10a5.5 5.5 0 0 0 11 0M10 15.5V17.5" />
  </Icon>
);

export const VoiceIcon = () => (
  <Icon>
    <path d="M4 8.5v3M8 5v10M12 7v6M16 8.5v3" strokeWidth="1.8" />
  </Icon>
);
