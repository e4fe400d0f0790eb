/** The form's draft: blank, and as it is for a connector that exists. */
import type { Connector, ConnectorDraft, Endpoint, EndpointDraft } from "../../bindings";
import { commandLineOf } from "./command-line";

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
  const stored = (names: string[]) => names.map((one) => ({ name: one, value: null }));
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

function endpointDraft(endpoint: Endpoint): EndpointDraft {
  if (endpoint.kind !== "stdio") return endpoint;
  const { command, arguments: words, directory } = endpoint;
  return { kind: "stdio", commandLine: commandLineOf([command, ...words]), directory };
}
