/** Which calls of a connector ask: its level, and what each level would make of each of its tools. Nothing is called. */
import type { Connector } from "../../../bindings";
import { FindingList } from "../../findings";
import { Section } from "../../page";
import { ProblemPanel } from "../../problem-panel";
import { useApprovalPreview } from "../../queries";
import { PermissionChoices } from "./permission-choices";
import { PreviewTable } from "./preview-table";

export function ApprovalsSection({ connector }: { connector: Connector }) {
  const preview = useApprovalPreview(connector.id);
  return (
    <Section title="Approvals">
      <PermissionChoices connector={connector} />
      {preview.error ? <ProblemPanel problem={preview.error} /> : null}
      {preview.data && preview.data.findings.length > 0 ? (
        <FindingList findings={preview.data.findings} />
      ) : null}
      {preview.data && preview.data.tools.length > 0 ? (
        <PreviewTable connectorId={connector.id} preview={preview.data} />
      ) : null}
    </Section>
  );
}
