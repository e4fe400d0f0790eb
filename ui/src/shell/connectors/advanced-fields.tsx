/** What most connectors never need: who is talking to the server, in which revision, and how often it is read. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { RadioGroup } from "@openai/apps-sdk-ui/components/RadioGroup";
import { useState } from "react";
import type { ClientKind, ConnectorDraft, ProtocolChoice, Reading } from "../../bindings";
import { Choice } from "../../parts/choice";
import { Labelled } from "../../parts/labelled";
import type { FormPart } from "./draft";
import { CLIENTS, REVISIONS } from "./words";

const NEGOTIATED = "negotiated";

export function AdvancedFields(props: FormPart) {
  const { draft } = props;
  const [isOpen, setOpen] = useState(() => isUnusual(draft));
  return (
    <details
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="rounded-lg border border-default"
    >
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium" data-testid="connector-advanced">
        Advanced
      </summary>
      <div className="flex flex-col gap-4 border-t border-subtle p-3">
        <ClientField {...props} />
        <ProtocolField {...props} />
        <ReadingField {...props} />
        {"url" in draft.endpoint ? <CertificatesField {...props} /> : null}
      </div>
    </details>
  );
}

function isUnusual({ client, protocol, reading, certificates }: ConnectorDraft): boolean {
  return (
    client !== "chatgpt" ||
    protocol.kind !== NEGOTIATED ||
    reading !== "snapshot" ||
    certificates !== "trusted"
  );
}

function ClientField({ draft, change, notesFor }: FormPart) {
  return (
    <Labelled
      label="Client"
      htmlFor="connector-client"
      notes={
        <>
          <p className="text-xs text-tertiary">{CLIENTS[draft.client].explanation}</p>
          {notesFor("client")}
        </>
      }
    >
      <Choice
        id="connector-client"
        testId="connector-client"
        value={draft.client}
        options={Object.entries(CLIENTS).map(([value, { label }]) => ({ value, label }))}
        onChange={(client) => change({ client: client as ClientKind })}
      />
    </Labelled>
  );
}

function ProtocolField({ draft, change, notesFor }: FormPart) {
  return (
    <Labelled label="Protocol" htmlFor="connector-protocol" notes={notesFor("protocol")}>
      <Choice
        id="connector-protocol"
        testId="connector-protocol"
        value={draft.protocol.kind === "forced" ? draft.protocol.version : NEGOTIATED}
        options={[
          { value: NEGOTIATED, label: "Negotiated: the newest that both know" },
          ...revisionsWith(draft.protocol).map((version) => ({ value: version, label: `Only ${version}` })),
        ]}
        onChange={(value) =>
          change(
            { protocol: value === NEGOTIATED ? { kind: NEGOTIATED } : { kind: "forced", version: value } },
            "protocol",
          )
        }
      />
    </Labelled>
  );
}

/** A revision from an imported file is offered too. */
function revisionsWith(protocol: ProtocolChoice): string[] {
  if (protocol.kind !== "forced" || REVISIONS.includes(protocol.version)) return REVISIONS;
  return [...REVISIONS, protocol.version];
}

const READINGS: { value: Reading; label: string; explanation: string }[] = [
  {
    value: "snapshot",
    label: "Snapshot",
    explanation: "Tools and templates are read when it connects and at Refresh, as ChatGPT does.",
  },
  {
    value: "live",
    label: "Live",
    explanation:
      "Templates are read at every call, and tools whenever the server says that they changed: for while you are editing them.",
  },
];

function ReadingField({ draft, change, notesFor }: FormPart) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">Reading</p>
      <RadioGroup<Reading>
        aria-label="Reading"
        direction="col"
        value={draft.reading}
        onChange={(reading) => change({ reading })}
      >
        {READINGS.map(({ value, label, explanation }) => (
          <RadioGroup.Item key={value} value={value} data-testid={`connector-reading-${value}`}>
            <span className="text-sm">
              {label}
              <span className="block text-xs text-tertiary">{explanation}</span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup>
      {notesFor("reading")}
    </div>
  );
}

function CertificatesField({ draft, change, notesFor }: FormPart) {
  const acceptsAny = draft.certificates === "any";
  return (
    <div className="flex flex-col gap-1">
      <Checkbox
        id="connector-certificates"
        data-testid="connector-certificates"
        label="Accept any certificate, also self-signed ones"
        checked={acceptsAny}
        onCheckedChange={(any) => change({ certificates: any ? "any" : "trusted" })}
      />
      <p className="text-xs text-tertiary">
        For https with a certificate of your own making. Without it, only what this machine trusts is
        accepted.
      </p>
      {acceptsAny ? (
        <p className="text-xs text-warning-surface" role="status">
          Anyone between here and the server can then read and change what is said.
        </p>
      ) : null}
      {notesFor("certificates")}
    </div>
  );
}
