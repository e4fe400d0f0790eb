/** The page with the form in which a connector is created or edited. What was typed stays until it is accepted. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { type FormEvent, type ReactNode, useState } from "react";
import type { ConnectorDraft, DraftField } from "../../bindings";
import { Choice } from "../../parts/choice";
import { Labelled } from "../../parts/labelled";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { DraftNotes } from "./draft-notes";
import { FormActions } from "./form-actions";
import { RiskWarning } from "./risk-warning";
import { useDraftNotes } from "./use-draft-notes";

type Props = {
  title: string;
  draft: ConnectorDraft;
  onChange: (draft: ConnectorDraft) => void;
  /** Where the connector's address cannot be changed: what stands in its place. */
  fixedUrl: string | null;
  submitLabel: string;
  onSubmit: () => Promise<void>;
  onCancel: () => void;
};

export function ConnectorForm(props: Props) {
  const { title, draft, onChange, fixedUrl, submitLabel, onSubmit, onCancel } = props;
  const [state, setState] = useState<{ sending: boolean; problem: unknown }>({
    sending: false,
    problem: null,
  });
  const [touched, setTouched] = useState<ReadonlySet<DraftField>>(new Set());
  const notes = useDraftNotes(draft);
  const change = (field: DraftField, part: Partial<ConnectorDraft>) => {
    setTouched((before) => new Set(before).add(field));
    onChange({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(new Set(["name", "description", "url", "authentication", "understood"]));
    setState({ sending: true, problem: null });
    onSubmit().then(
      () => setState({ sending: false, problem: null }),
      (problem: unknown) => setState({ sending: false, problem }),
    );
  };
  const notesFor = (field: DraftField) => (
    <DraftNotes notes={notes} field={field} isTouched={touched.has(field)} />
  );
  return (
    <form className="contents" onSubmit={submit} noValidate>
      <Page
        title={title}
        foot={<FormActions submitLabel={submitLabel} sending={state.sending} onCancel={onCancel} />}
      >
        <Labelled label="Name" htmlFor="connector-name" notes={notesFor("name")}>
          <Input
            id="connector-name"
            data-testid="connector-name"
            autoFocus
            autoComplete="off"
            value={draft.name}
            onChange={(event) => change("name", { name: event.target.value })}
          />
        </Labelled>
        <Labelled
          label="Description"
          hint="optional"
          htmlFor="connector-description"
          notes={notesFor("description")}
        >
          <Textarea
            id="connector-description"
            data-testid="connector-description"
            rows={2}
            value={draft.description}
            placeholder="What it does, in a few words"
            onChange={(event) => change("description", { description: event.target.value })}
          />
        </Labelled>
        <Labelled
          label="Connector URL"
          htmlFor="connector-url"
          notes={<UrlNotes>{notesFor("url")}</UrlNotes>}
        >
          <Input
            id="connector-url"
            data-testid="connector-url"
            autoComplete="off"
            spellCheck={false}
            disabled={fixedUrl !== null}
            value={fixedUrl ?? ("url" in draft.endpoint ? draft.endpoint.url : "")}
            placeholder="http://localhost:3000/mcp"
            onChange={(event) => change("url", { endpoint: { kind: "http", url: event.target.value } })}
          />
        </Labelled>
        <Labelled
          label="Authentication"
          htmlFor="connector-authentication"
          notes={notesFor("authentication")}
        >
          <Choice
            id="connector-authentication"
            testId="connector-authentication"
            value={draft.authentication}
            options={[
              { value: "none", label: "None" },
              { value: "oauth", label: "OAuth (coming)", disabled: true },
              { value: "mixed", label: "Mixed (coming)", disabled: true },
            ]}
            onChange={(value) =>
              change("authentication", { authentication: value as ConnectorDraft["authentication"] })
            }
          />
        </Labelled>
        <RiskWarning>
          <Checkbox
            id="connector-understood"
            data-testid="connector-understood"
            label="I understand and want to continue"
            checked={draft.understood}
            onCheckedChange={(understood) => change("understood", { understood })}
          />
          {notesFor("understood")}
        </RiskWarning>
        {state.problem ? <ProblemPanel problem={state.problem} /> : null}
      </Page>
    </form>
  );
}

/** Two lines high from the start, so that a note does not push away what comes after. */
function UrlNotes({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-10">
      <p className="hidden text-xs text-tertiary only:block">
        Where the server speaks MCP, often ending in /mcp.
      </p>
      {children}
    </div>
  );
}
