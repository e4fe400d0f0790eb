/** The choice of the transport. */
import { useState } from "react";
import type { EndpointDraft } from "../../bindings";
import { Choice } from "../../parts/choice";
import { Labelled } from "../../parts/labelled";

type Transport = "http" | "sse" | "stdio";
type Typed = Partial<Record<EndpointDraft["kind"], EndpointDraft>>;

const TRANSPORTS: { value: Transport; label: string }[] = [
  { value: "http", label: "Streamable HTTP" },
  { value: "sse", label: "HTTP + SSE (legacy)" },
  { value: "stdio", label: "Command (stdio)" },
];

type TransportProps = { endpoint: EndpointDraft; onChange: (endpoint: EndpointDraft) => void };

/** What was typed for one transport comes back when it is chosen again. */
export function TransportChoice({ endpoint, onChange }: TransportProps) {
  const [typed, setTyped] = useState<Typed>({});
  const choose = (kind: Transport) => {
    setTyped({ ...typed, [endpoint.kind]: endpoint });
    onChange(as(kind, endpoint, typed));
  };
  return (
    <Labelled label="Transport" htmlFor="connector-transport">
      <Choice
        id="connector-transport"
        testId="connector-transport"
        value={endpoint.kind}
        options={TRANSPORTS}
        onChange={(value) => choose(value as Transport)}
      />
    </Labelled>
  );
}

function as(kind: Transport, endpoint: EndpointDraft, typed: Typed): EndpointDraft {
  if (kind === "stdio") return typed.stdio ?? { kind, commandLine: "", directory: "" };
  const written = [endpoint, typed.http, typed.sse].find((one) => one !== undefined && "url" in one);
  return { kind, url: written && "url" in written ? written.url : "" };
}
