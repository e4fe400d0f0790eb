/** The connector form's draft: blank, as it is for a connector that exists, and as it is sent. */
import type { ReactNode } from "react";
import type {
  Connector,
  ConnectorDraft,
  DraftField,
  Endpoint,
  EndpointDraft,
  SecretDraft,
  SecretName,
} from "../../bindings";
import { commandLineOf } from "./command-line";

/** What each part of the form is given. */
export type FormPart = {
  draft: ConnectorDraft;
  /** The errors of a field show from the first change on. */
  change: (part: Partial<ConnectorDraft>, field?: DraftField) => void;
  notesFor: (field: DraftField) => ReactNode;
  /** Names of headers and variables that were stored without a value. */
  lacking: ReadonlySet<string>;
};

export const ALL_FIELDS: DraftField[] = [
  "name",
  "description",
  "url",
  "commandLine",
  "directory",
  "headers",
  "environment",
  "certificates",
  "client",
  "protocol",
  "reading",
  "authentication",
  "understood",
];

export const BLANK: ConnectorDraft = {
  name: "",
  description: "",
  endpoint: { kind: "http", url: "" },
  authentication: "none",
  headers: [],
  environment: [],
  certificates: "trusted",
  client: "chatgpt",
  protocol: { kind: "negotiated" },
  reading: "snapshot",
  understood: false,
};

/** What is stored of a secret stays in the host: its draft has no value until one is typed. */
export function draftOf(connector: Connector): ConnectorDraft {
  const { name, description, authentication, certificates, client, protocol, reading } = connector;
  const stored = (names: SecretName[]) => names.map((one) => ({ name: one.name, value: null }));
  return {
    name,
    description,
    endpoint: endpointDraft(connector.endpoint),
    authentication,
    headers: stored(connector.headers),
    environment: stored(connector.environment),
    certificates,
    client,
    protocol,
    reading,
    understood: true,
  };
}

/** The names that came without a value, from a file that had a placeholder in its place. */
export function lackingOf({ headers, environment }: Connector): ReadonlySet<string> {
  return new Set([...headers, ...environment].filter((one) => !one.hasValue).map((one) => one.name));
}

function endpointDraft(endpoint: Endpoint): EndpointDraft {
  if (endpoint.kind !== "stdio") return endpoint;
  const { command, arguments: words, directory } = endpoint;
  return { kind: "stdio", commandLine: commandLineOf([command, ...words]), directory };
}

/**
 * Without what the transport has no use for, and without rows that were left blank: both stay in the form, in case the
 * transport is changed back or the row is filled in after all.
 */
export function asSent(draft: ConnectorDraft): ConnectorDraft {
  const [headers, environment] = [filled(draft.headers), filled(draft.environment)];
  switch (draft.endpoint.kind) {
    case "stdio":
      return { ...draft, headers: [], environment, certificates: "trusted" };
    case "demo":
      return { ...draft, headers: [], environment: [], certificates: "trusted" };
    default:
      return { ...draft, headers, environment: [] };
  }
}

function filled(rows: SecretDraft[]): SecretDraft[] {
  return rows.filter(({ name, value }) => name.trim() !== "" || value);
}
