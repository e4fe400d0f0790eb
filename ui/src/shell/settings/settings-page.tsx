/** What can be set for the whole program. Nothing takes effect before Save, and nothing typed is lost by leaving. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { ClientKind, SettingsView, Source } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { Segments } from "../../parts/segments";
import { CLIENTS } from "../connectors/words";
import { useKept, useNavigation } from "../navigation";
import { Page, Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useSettings } from "../queries";
import { RecordHold } from "../record/record-hold";
import { isDefault, readChanges, toDefaults, UNCHANGED, withChange, writtenAt } from "./changes";
import {
  ALL_FIELDS,
  APPROVAL_FIELDS,
  CALL_FIELDS,
  clientFields,
  optionsOf,
  RECORD_FIELDS,
  SCREEN_FIELDS,
  type SettingField,
  WIDGET_FIELDS,
} from "./fields";
import { SaveBar } from "./save-bar";
import { SettingControl } from "./setting-control";
import { useChanges } from "./use-changes";
import { useSave } from "./use-save";
import { WidgetData } from "./widget-data";

export function SettingsPage() {
  const view = useSettings();
  if (view.data) return <Form view={view.data} />;
  return <Page title="Settings">{view.error ? <ProblemPanel problem={view.error} /> : null}</Page>;
}

function Form({ view }: { view: SettingsView }) {
  const { settings, defaults } = view;
  const { go } = useNavigation();
  const [changes, setChanges] = useChanges();
  const [client, setClient] = useKept<ClientKind>("settings-client", "chatgpt");
  const { save, isSaving, problem } = useSave(view);
  const { faults } = readChanges(settings, changes);
  useKey("Ctrl+s", save);

  const reset = (fields: SettingField[]) => setChanges(toDefaults(fields, settings, defaults, changes));
  const control = (field: SettingField) => {
    const shown = writtenAt(settings, changes, field);
    return (
      <SettingControl
        key={field.path}
        field={field}
        options={optionsOf(field, view)}
        shown={shown}
        isDefault={isDefault(shown, defaults, field)}
        fault={faults.get(field.path) ?? ""}
        sources={sourcesOf(field.path, view.sources)}
        onChange={(to) => setChanges(withChange(changes, settings, field, to))}
        onReset={() => reset([field])}
      />
    );
  };
  const controls = (fields: SettingField[]) => (
    <div className="flex flex-col gap-4">{fields.map(control)}</div>
  );
  const isAllDefault = ALL_FIELDS.every((field) =>
    isDefault(writtenAt(settings, changes, field), defaults, field),
  );
  const actions = (
    <>
      <Button
        color="secondary"
        variant="ghost"
        size="xs"
        title="What can be done by keys (F1)"
        data-testid="keys-open"
        onClick={() => go({ kind: "keys" })}
      >
        Keys
      </Button>
      <Button
        color="secondary"
        variant="ghost"
        size="xs"
        data-testid="settings-reset"
        disabled={isAllDefault}
        onClick={() => reset(ALL_FIELDS)}
      >
        Reset all
      </Button>
    </>
  );
  const foot =
    changes.size > 0 ? (
      <SaveBar
        count={changes.size}
        isReady={faults.size === 0}
        isSaving={isSaving}
        problem={problem}
        onSave={save}
        onDiscard={() => setChanges(UNCHANGED)}
      />
    ) : null;
  return (
    <Page title="Settings" actions={actions} foot={foot}>
      <Section title="Calls">{controls(CALL_FIELDS)}</Section>
      <Section title="Approvals">{controls(APPROVAL_FIELDS)}</Section>
      <Section title="Widgets">{controls(WIDGET_FIELDS)}</Section>
      <Section title="Screens">{controls(SCREEN_FIELDS)}</Section>
      <Section title="Data of widgets">
        <WidgetData />
      </Section>
      <Section title="Record">
        <RecordHold />
        {controls(RECORD_FIELDS)}
      </Section>
      <Section title="Secrets">
        <p className="text-sm text-secondary" data-testid="settings-secrets">
          {view.secrets}
        </p>
      </Section>
      <Section title="What servers see" actions={<ClientSwitch client={client} onChange={setClient} />}>
        <p className="text-xs text-secondary">{CLIENTS[client].explanation} Each connector chooses one.</p>
        {controls(clientFields(client))}
      </Section>
    </Page>
  );
}

/** Of the setting itself and of what is within it, which then says its own name. */
function sourcesOf(path: string, sources: Source[]): string[] {
  return sources
    .filter(({ setting }) => setting === path || setting.startsWith(`${path}.`))
    .map(({ setting, text }) => (setting === path ? text : `${setting.slice(path.length + 1)}: ${text}`));
}

function ClientSwitch({ client, onChange }: { client: ClientKind; onChange: (client: ClientKind) => void }) {
  return (
    <Segments<ClientKind>
      label="Client"
      value={client}
      onChange={onChange}
      options={[
        { value: "chatgpt", label: "ChatGPT", testId: "settings-client-chatgpt" },
        { value: "plain", label: "Plain MCP", testId: "settings-client-plain" },
      ]}
    />
  );
}
