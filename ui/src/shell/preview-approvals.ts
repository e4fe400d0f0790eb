/** What is asked, remembered and rehearsed on the preview page. */
import type { Annotations, PermissionLevel, ToolApprovals, VerdictAction } from "../bindings";
import * as made from "./approval-fixtures";

type Actions = Record<PermissionLevel, VerdictAction>;

const reads: Actions = {
  alwaysAsk: "ask",
  allowReads: "run",
  allowLowRisk: "run",
  allowAll: "run",
  classic: "run",
};
const writes: Actions = {
  alwaysAsk: "ask",
  allowReads: "ask",
  allowLowRisk: "ask",
  allowAll: "run",
  classic: "ask",
};

function tool(
  toolName: string,
  toolTitle: string,
  actions: Actions,
  annotations: Annotations,
  text = "",
): ToolApprovals {
  return made.toolApprovals({
    toolName,
    toolTitle,
    annotations,
    levels: made.levelOutcomes(actions),
    card: made.card({ toolName, toolTitle }),
    findings: text === "" ? [] : [{ path: "$.annotations", text }],
  });
}

const hints = (readOnly: boolean | null, destructive: boolean | null, openWorld: boolean | null) => ({
  readOnly,
  destructive,
  openWorld,
  idempotent: null,
});

const few = [
  tool("show_board", "Show the board", reads, hints(true, false, false)),
  tool(
    "add_card",
    "Add a card",
    writes,
    hints(null, null, null),
    "Missing: readOnlyHint, destructiveHint, openWorldHint. An app that is submitted has all three, as true or false.",
  ),
  tool(
    "delete_card",
    "Delete a card with everything that was ever written about it",
    { ...reads, allowLowRisk: "refuse" },
    hints(true, true, false),
    "The name says “delete”, and readOnlyHint: true says that nothing is changed.",
  ),
];

export const preview = (count: number) =>
  made.approvalPreview({
    tools: [
      ...few,
      ...Array.from({ length: Math.max(0, count - few.length) }, (_, index) =>
        tool(
          `tool_${index}`,
          `Tool number ${index}`,
          index % 3 === 0 ? reads : writes,
          hints(null, null, null),
        ),
      ),
    ],
    findings: [
      {
        path: "$.tools",
        text: "2 of 3 tools ask at the level “Developer mode, classic”: people are stopped at nearly every step. Tools that only read run at once when they say readOnlyHint: true.",
      },
    ],
  });
