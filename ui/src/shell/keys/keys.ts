/** The keys of the window and of its screens, as a person reads them. */

type Group = { where: string; keys: [names: string[], does: string][] };

export const KEYS: Group[] = [
  {
    where: "Everywhere",
    keys: [
      [["F6", "Shift+F6"], "To the next part of the window, or back: workbench, stage, each screen"],
      [["Tab", "Shift+Tab"], "To the next control of the workbench and the stage, or of the screen; or back"],
      [["F5"], "Load the widgets anew"],
    ],
  },
  {
    where: "Workbench and stage",
    keys: [
      [["F1"], "This list"],
      [["Esc"], "Close what was opened last, or go back"],
      [["←", "→"], "Among tabs and switches; on the line between workbench and stage: its width"],
      [["Ctrl+N"], "New connector, in the list of connectors"],
      [["Ctrl+R"], "Refresh, in a connector"],
      [["Ctrl+Enter"], "Run a tool; apply what was edited"],
      [["Ctrl+S"], "Save the settings"],
    ],
  },
  {
    where: "Record",
    keys: [
      [["Ctrl+F"], "Search"],
      [["↑", "↓"], "Among frames"],
      [["Alt+↑", "Alt+↓"], "The newer or the older frame, in one"],
    ],
  },
  {
    where: "Approval cards",
    keys: [
      [["D", "A"], "Deny, or allow once, while a card of the workbench or of a screen has the focus"],
      [
        ["C", "W", "N"],
        "In the workbench: allow for the conversation, always allow, deny for the conversation",
      ],
      [["Ctrl+↑", "Ctrl+↓"], "Move an answer of a rehearsal"],
    ],
  },
  {
    where: "Screens",
    keys: [
      [["Enter", "Shift+Enter"], "Send the message; begin a new line"],
      [["Backspace"], "Take back the app that was chosen last, at the start of the message"],
      [["↑", "↓", "Esc"], "In a menu: move; close it"],
    ],
  },
];
