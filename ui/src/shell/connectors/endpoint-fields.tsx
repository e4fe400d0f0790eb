/** Where the server is: an address or a command, and the secrets that go with it. */
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import type { ReactNode } from "react";
import type { EndpointDraft } from "../../bindings";
import { Labelled } from "../../parts/labelled";
import { address } from "./address";
import type { FormPart } from "./draft";
import { ImportOffer } from "./import-offer";
import { SecretRows } from "./secret-rows";
import { TransportChoice } from "./transport-choice";

export function EndpointFields(props: FormPart) {
  const { endpoint } = props.draft;
  if (endpoint.kind === "demo") return <DemoAddress />;
  return (
    <>
      <TransportChoice endpoint={endpoint} onChange={(next) => props.change({ endpoint: next })} />
      {endpoint.kind === "stdio" ? (
        <CommandFields {...props} endpoint={endpoint} />
      ) : (
        <AddressFields {...props} endpoint={endpoint} />
      )}
    </>
  );
}

function DemoAddress() {
  return (
    <Labelled label="Connector URL" htmlFor="connector-url">
      <Input id="connector-url" data-testid="connector-url" disabled value={address({ kind: "demo" })} />
    </Labelled>
  );
}

type AddressProps = FormPart & { endpoint: Extract<EndpointDraft, { url: string }> };

function AddressFields({ draft, change, notesFor, lacking, endpoint }: AddressProps) {
  return (
    <>
      <Labelled
        label="Connector URL"
        htmlFor="connector-url"
        notes={
          <TwoLines hint={`Where the server speaks MCP, often ending in ${ENDINGS[endpoint.kind]}.`}>
            {notesFor("url")}
          </TwoLines>
        }
      >
        <Input
          id="connector-url"
          data-testid="connector-url"
          autoComplete="off"
          spellCheck={false}
          value={endpoint.url}
          placeholder={`http://localhost:3000${ENDINGS[endpoint.kind]}`}
          onChange={(event) => change({ endpoint: { ...endpoint, url: event.target.value } }, "url")}
        />
        <ImportOffer text={endpoint.url} />
      </Labelled>
      <SecretRows
        id="connector-headers"
        label="Headers"
        what="header"
        hint="Sent with every request. Values are kept as secrets."
        rows={draft.headers}
        lacking={lacking}
        notes={notesFor("headers")}
        onChange={(headers) => change({ headers }, "headers")}
      />
    </>
  );
}

const ENDINGS = { http: "/mcp", sse: "/sse" };

type CommandProps = FormPart & { endpoint: Extract<EndpointDraft, { kind: "stdio" }> };

function CommandFields({ draft, change, notesFor, lacking, endpoint }: CommandProps) {
  return (
    <>
      <Labelled
        label="Command"
        htmlFor="connector-command-line"
        notes={
          <TwoLines hint="Quoted as in a shell. Nothing is expanded: no variables, no ~, no pipes.">
            {notesFor("commandLine")}
          </TwoLines>
        }
      >
        <Textarea
          id="connector-command-line"
          data-testid="connector-command-line"
          className="font-mono"
          rows={2}
          autoResize
          maxRows={6}
          spellCheck={false}
          value={endpoint.commandLine}
          placeholder="npx -y @modelcontextprotocol/server-everything"
          onChange={(event) =>
            change({ endpoint: { ...endpoint, commandLine: event.target.value } }, "commandLine")
          }
        />
        <ImportOffer text={endpoint.commandLine} />
      </Labelled>
      <Labelled
        label="Working directory"
        hint="optional"
        htmlFor="connector-directory"
        notes={notesFor("directory")}
      >
        <Input
          id="connector-directory"
          data-testid="connector-directory"
          autoComplete="off"
          spellCheck={false}
          value={endpoint.directory}
          placeholder="Your home directory"
          onChange={(event) =>
            change({ endpoint: { ...endpoint, directory: event.target.value } }, "directory")
          }
        />
      </Labelled>
      <SecretRows
        id="connector-environment"
        label="Environment"
        what="variable"
        hint="Added to the command’s environment. Values are kept as secrets."
        rows={draft.environment}
        lacking={lacking}
        notes={notesFor("environment")}
        onChange={(environment) => change({ environment }, "environment")}
      />
    </>
  );
}

/** Two lines high from the start, so that a note does not push away what comes after. */
function TwoLines({ hint, children }: { hint: string; children: ReactNode }) {
  return (
    <div className="min-h-10">
      <p className="hidden text-xs text-tertiary only:block">{hint}</p>
      {children}
    </div>
  );
}
