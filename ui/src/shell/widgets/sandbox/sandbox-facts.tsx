/** What a widget's document was served with, folded away. */
import type { SandboxReport } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";
import { labelOf } from "../../csp/modes";
import { PolicyText } from "../../csp/policy-text";
import { Facts } from "../../facts";

export function SandboxFacts({ sandbox }: { sandbox: SandboxReport }) {
  const { mode, key, origin, chatgptOrigin, policy, reportedPolicy } = sandbox;
  return (
    <details data-testid="sandbox-facts">
      <summary className="cursor-pointer text-sm text-secondary" data-testid="sandbox-facts-toggle">
        What its document was served with
      </summary>
      <div className="mt-2">
        <Facts
          facts={[
            ["Mode", labelOf(mode)],
            ["Declared in", key === null ? "Nothing is declared" : key],
            ["Origin here", visibleText(origin)],
            ["Origin in ChatGPT", visibleText(chatgptOrigin)],
            ["Policy", policy === "" ? "None is enforced" : <PolicyText key="enforced" policy={policy} />],
            [
              "Only reported",
              reportedPolicy === null ? "None" : <PolicyText key="reported" policy={reportedPolicy} />,
            ],
            ["Permissions", mono(sandbox.permissionsPolicy)],
            ["Frame: sandbox", mono(sandbox.sandbox)],
            ["Frame: allow", mono(sandbox.allow)],
          ]}
        />
      </div>
    </details>
  );
}

function mono(text: string) {
  return text === "" ? "None" : <code className="text-xs">{visibleText(text)}</code>;
}
