/** The content security policy of a connector's widgets: the mode, and for each template what the modes make of it. */
import type { Connector, Json, Template, TemplatePolicies } from "../../bindings";
import { Choice } from "../../parts/choice";
import { visibleText } from "../../parts/visible-text";
import { TemplateDomains } from "../connectors/template-domains";
import { Facts } from "../facts";
import { FindingList } from "../findings";
import { useKept } from "../navigation";
import { Section } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useTemplatePolicies } from "../queries";
import { ModeComparison } from "./mode-comparison";
import { ModeSwitch } from "./mode-switch";

type Props = { connector: Connector; templates: Template[] };

export function PolicySection({ connector, templates }: Props) {
  const policies = useTemplatePolicies(connector.id);
  const [uri, setUri] = useKept(`policy ${connector.id}`, "");
  const all = policies.data ?? [];
  const chosen = all.find((one) => one.uri === uri) ?? all[0];
  return (
    <Section title="Content security policy">
      <ModeSwitch connector={connector} />
      {policies.error ? <ProblemPanel problem={policies.error} /> : null}
      {all.length > 1 ? (
        <Choice
          label="Template"
          testId="policy-template"
          value={chosen?.uri ?? ""}
          options={all.map((one) => ({ value: one.uri, label: visibleText(one.uri) }))}
          onChange={setUri}
        />
      ) : null}
      {chosen ? (
        <OfTemplate
          key={chosen.uri}
          policies={chosen}
          connector={connector}
          meta={templates.find((one) => one.uri === chosen.uri)?.meta ?? null}
        />
      ) : null}
    </Section>
  );
}

type TemplateProps = { policies: TemplatePolicies; connector: Connector; meta: Json };

function OfTemplate({ policies, connector, meta }: TemplateProps) {
  const { key, chatgptOrigin, findings, modes } = policies;
  return (
    <div className="panel flex flex-col gap-3 px-3 py-2" data-testid="policy">
      <Facts
        facts={[
          ["Template", visibleText(policies.uri)],
          ["Declared in", key === null ? "Nothing is declared" : key],
          ["Origin in ChatGPT", visibleText(chatgptOrigin)],
        ]}
      />
      <TemplateDomains meta={meta} />
      {findings.length > 0 ? <FindingList findings={findings} /> : null}
      <ModeComparison modes={modes} inUse={connector.csp} />
    </div>
  );
}
