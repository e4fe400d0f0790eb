/** What the kinds of clients, transports and revisions are called. */
import type { ClientKind, Endpoint, Transport } from "../../bindings";

export const CLIENTS: Record<ClientKind, { label: string; explanation: string }> = {
  chatgpt: {
    label: "ChatGPT",
    explanation: "The server sees the name, capabilities, metadata and headers of ChatGPT’s client.",
  },
  plain: {
    label: "Plain MCP client",
    explanation:
      "The server sees an MCP client with every capability, which it may ask for input and for samples.",
  },
};

export const TRANSPORTS: Record<Endpoint["kind"], string> = {
  demo: "In Greenroom",
  http: "Streamable HTTP",
  sse: "HTTP + SSE",
  stdio: "Command (stdio)",
};

/** As it was found, which may be another than was asked for. */
export const FOUND_TRANSPORTS: Record<Transport, string> = {
  streamableHttp: "Streamable HTTP",
  sse: "HTTP + SSE (legacy)",
  stdio: "stdio",
  inProcess: "in Greenroom",
};

/** Newest first. */
export const REVISIONS = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
