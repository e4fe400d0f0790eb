/** The page with the form in which a connector is created or edited. What was typed stays until it is accepted. */
import { Checkbox } from "@openai/apps-sdk-ui/components/Checkbox";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { type FormEvent, useState } from "react";
import type { ConnectorDraft, DraftField } from "../../bindings";
import { Choice } from "../../parts/choice";
import { Labelled } from "../../parts/labelled";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { AdvancedFields } from "./advanced-fields";
import { ALL_FIELDS, asSent } from "./draft";
import { DraftNotes } from "./draft-notes";
import { EndpointFields } from "./endpoint-fields";
import { FormActions } from "./form-actions";
import { RiskWarning } from "./risk-warning";
import { useDraftNotes } from "./use-draft-notes";

type Props = {
  title: string;
  draft: ConnectorDraft;
  lacking: ReadonlySet<string>;
  onChange: (draft: ConnectorDraft) => void;
  submitLabel: string;
  onSubmit: (draft: ConnectorDraft) => Promise<void>;
  onCancel: () => void;
};

export function ConnectorForm(props: Props) {
  const { title, draft, lacking, onChange, submitLabel, onSubmit, onCancel } = props;
  const [state, setState] = useState<{ sending: boolean; problem: unknown }>({
    sending: false,
    problem: null,
  });
  const [touched, setTouched] = useState<ReadonlySet<DraftField>>(new Set());
  const notes = useDraftNotes(draft);
  const change = (part: Partial<ConnectorDraft>, field?: DraftField) => {
    if (field) setTouched((before) => new Set(before).add(field));
    onChange({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(new Set(ALL_FIELDS));
    setState({ sending: true, problem: null });
    onSubmit(asSent(draft)).then(
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
            onChange={(event) => change({ name: event.target.value }, "name")}
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
            onChange={(event) => change({ description: event.target.value }, "description")}
          />
        </Labelled>
        <EndpointFields draft={draft} change={change} notesFor={notesFor} lacking={lacking} />
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
              change({ authentication: value as ConnectorDraft["authentication"] }, "authentication")
            }
          />
        </Labelled>
        {draft.endpoint.kind === "demo" ? null : (
          <AdvancedFields draft={draft} change={change} notesFor={notesFor} lacking={lacking} />
        )}
        <RiskWarning>
          <Checkbox
            id="connector-understood"
            data-testid="connector-understood"
            label="I understand and want to continue"
            checked={draft.understood}
            onCheckedChange={(understood) => change({ understood }, "understood")}
          />
          {notesFor("understood")}
        </RiskWarning>
        {state.problem ? <ProblemPanel problem={state.problem} /> : null}
      </Page>
    </form>
  );
}
