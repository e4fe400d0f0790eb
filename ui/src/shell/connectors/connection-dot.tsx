/** The state of a connection as a coloured dot with its name. */
import type { Connection } from "../../bindings";

const DOTS: Record<Connection["kind"], { label: string; colour: string }> = {
  idle: { label: "Not connected yet", colour: "bg-[var(--color-text-tertiary)]" },
  connecting: { label: "Connecting", colour: "bg-info-solid animate-pulse" },
  connected: { label: "Connected", colour: "bg-[var(--green-400)]" },
  failed: { label: "Failed", colour: "bg-danger-solid" },
};

export function ConnectionDot({ connection }: { connection: Connection }) {
  const { label, colour } = DOTS[connection.kind];
  return (
    <span role="img" aria-label={label} title={label} className={`size-2 shrink-0 rounded-full ${colour}`} />
  );
}
