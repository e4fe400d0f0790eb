/** Where in the workbench a person is, and where Back leads. */
export type ConnectorsView =
  | { kind: "connectors" }
  | { kind: "newConnector" }
  | { kind: "connector"; id: string }
  | { kind: "editConnector"; id: string }
  | { kind: "tool"; connectorId: string; tool: string };

export type ActivityView = { kind: "activity" } | { kind: "call"; id: string };

export type View = ConnectorsView | ActivityView;

export type Tab = "connectors" | "activity";

/** The tab that is open, and where in each tab the person was. */
export type Place = { tab: Tab; connectors: ConnectorsView; activity: ActivityView };

export const start: Place = {
  tab: "connectors",
  connectors: { kind: "connectors" },
  activity: { kind: "activity" },
};

export function currentView(place: Place): View {
  return place.tab === "connectors" ? place.connectors : place.activity;
}

/** The place after going to a view: its tab opens, the other keeps its own. */
export function goTo(place: Place, view: View): Place {
  if (view.kind === "activity" || view.kind === "call") return { ...place, tab: "activity", activity: view };
  return { ...place, tab: "connectors", connectors: view };
}

/** Where Back leads; `null` at the top of a tab. */
export function parentOf(view: View): View | null {
  switch (view.kind) {
    case "connectors":
    case "activity":
      return null;
    case "newConnector":
    case "connector":
      return { kind: "connectors" };
    case "editConnector":
      return { kind: "connector", id: view.id };
    case "tool":
      return { kind: "connector", id: view.connectorId };
    case "call":
      return { kind: "activity" };
  }
}
