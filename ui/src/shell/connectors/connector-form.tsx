/** The form in which a connector is created or edited. What was typed stays until it has been accepted. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { type FormEvent, useState } from "react";
import type { ConnectorDraft, DraftField } from "../../bindings";
import { Choice } from "../../parts/choice";
import { Labelled } from "../../parts/labelled";
import { ProblemPanel } from "../problem-panel";
import { DraftNotes } from "./draft-notes";
import { RiskWarning } from "./risk-warning";
import { useDraftNotes } from "./use-draft-notes";

type Props = {
  draft: ConnectorDraft;
  onChange: (draft: ConnectorDraft) => void;
  /** Where the connector's address cannot be changed: what stands in its place. */
  fixedUrl: string | null;
  submitLabel: string;
  onSubmit: () => Promise<void>;
  onCancel: () => void;
};

export function ConnectorForm({ draft, onChange, fixedUrl, submitLabel, onSubmit, onCancel }: Props) {
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
    <form className="flex flex-col gap-4" onSubmit={submit} noValidate>
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
      <Labelled label="Connector URL" htmlFor="connector-url" notes={notesFor("url")}>
        <Input
          id="connector-url"
          data-testid="connector-url"
          autoComplete="off"
          spellCheck={false}
          disabled={fixedUrl !== null}
          value={fixedUrl ?? draft.url}
          placeholder="http://localhost:3000/mcp"
          onChange={(event) => change("url", { url: event.target.value })}
        />
      </Labelled>
      <Labelled label="Authentication" htmlFor="connector-authentication" notes={notesFor("authentication")}>
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
      <div className="flex justify-end gap-2">
        <Button color="secondary" variant="soft" data-testid="connector-cancel" onClick={onCancel}>
          Cancel
        </Button>
        <Button color="primary" type="submit" data-testid="connector-create" loading={state.sending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
