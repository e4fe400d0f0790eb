/** Where in the workbench a person is, and where Back leads. */
export type ConnectorsView =
  | { kind: "connectors" }
  | { kind: "newConnector" }
  | { kind: "importConnectors" }
  | { kind: "exportConnectors" }
  | { kind: "connector"; id: string }
  | { kind: "editConnector"; id: string }
  | { kind: "tool"; connectorId: string; tool: string };

export type ActivityView =
  | { kind: "activity" }
  /** Back leads to the prompts where it was opened from them, else to the calls. */
  | { kind: "call"; id: string; from?: "approvals" }
  /** What was asked and answered, what is remembered of it, and rehearsing the answers. */
  | { kind: "approvals" }
  /** What the model sees, on one screen; Back leads to the call that it was opened from. */
  | { kind: "model"; screen: string; from: string | null };

export type RecordView = { kind: "record" } | { kind: "frame"; number: number };

export type SettingsView = { kind: "settings" } | { kind: "keys" };

export type View = ConnectorsView | ActivityView | RecordView | SettingsView;

export type Tab = "connectors" | "activity" | "record" | "settings";

/** The tab that is open, and where in each tab the person was. */
export type Place = {
  tab: Tab;
  connectors: ConnectorsView;
  activity: ActivityView;
  record: RecordView;
  settings: SettingsView;
};

export const start: Place = {
  tab: "connectors",
  connectors: { kind: "connectors" },
  activity: { kind: "activity" },
  record: { kind: "record" },
  settings: { kind: "settings" },
};

export function currentView(place: Place): View {
  return place[place.tab];
}

/** The place after going to a view: its tab opens, the others keep their own. */
export function goTo(place: Place, view: View): Place {
  switch (view.kind) {
    case "activity":
    case "call":
    case "approvals":
    case "model":
      return { ...place, tab: "activity", activity: view };
    case "record":
    case "frame":
      return { ...place, tab: "record", record: view };
    case "settings":
    case "keys":
      return { ...place, tab: "settings", settings: view };
    default:
      return { ...place, tab: "connectors", connectors: view };
  }
}

/** Where Back leads; `null` at the top of a tab. */
export function parentOf(view: View): View | null {
  switch (view.kind) {
    case "connectors":
    case "activity":
    case "record":
    case "settings":
      return null;
    case "newConnector":
    case "importConnectors":
    case "exportConnectors":
    case "connector":
      return { kind: "connectors" };
    case "editConnector":
      return { kind: "connector", id: view.id };
    case "tool":
      return { kind: "connector", id: view.connectorId };
    case "approvals":
      return { kind: "activity" };
    case "call":
      return { kind: view.from ?? "activity" };
    case "model":
      return view.from === null ? { kind: "activity" } : { kind: "call", id: view.from };
    case "frame":
      return { kind: "record" };
    case "keys":
      return { kind: "settings" };
  }
}
