/** Says above everything about a call that its widgets are told something else. */
import { Info } from "@openai/apps-sdk-ui/components/Icon";
import type { Call } from "../../bindings";
import { useEdits, useScenarios } from "../queries";

export function StandInNote({ call }: { call: Call }) {
  const isEdited = useEdits(call.id).data?.some((part) => part.isEdited) ?? false;
  const played = useScenarios(call.id).data?.find(({ run }) => run !== null);
  const said = [
    isEdited ? "was edited" : null,
    played ? `is of the scenario “${played.title}”` : null,
  ].filter((one) => one !== null);
  if (said.length === 0) return null;
  return (
    <p className="flex items-center gap-2 text-xs text-secondary" role="status" data-testid="stand-in">
      <Info className="size-4 shrink-0" />
      What its widgets show {said.join(" and ")}.
    </p>
  );
}
