/** The oldest prompt that waits for an answer, pinned above everything else in the workbench. */
import { useApprovals } from "../queries";
import { ApprovalCard } from "./approval-card";

export function PendingApproval() {
  const approvals = useApprovals().data ?? [];
  const oldest = approvals[0];
  if (!oldest) return null;
  return <ApprovalCard approval={oldest} waiting={approvals.length} />;
}
