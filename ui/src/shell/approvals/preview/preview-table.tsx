/**
 * All tools of a connector by all levels: what a call would meet if nothing were remembered. Where the table is too
 * narrow for a column of names, each name stands over its row.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Search } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import type { ApprovalPreview, PermissionLevel, ToolApprovals } from "../../../bindings";
import { Segments } from "../../../parts/segments";
import { useKept } from "../../navigation";
import { useSettings } from "../../queries";
import type { Caller } from "./caller";
import { levelTitle, SHORT_TITLES } from "./levels";
import { PreviewRow } from "./preview-row";

/** More than this cannot be taken in at a glance. */
const MANY = 20;

type Props = { connectorId: string; preview: ApprovalPreview };

export function PreviewTable({ connectorId, preview }: Props) {
  const [caller, setCaller] = useKept<Caller>("approval-preview-caller", "model");
  const [wanted, setWanted] = useKept(`approval-preview ${connectorId}`, "");
  const [most, setMost] = useState(MANY);
  const found = preview.tools.filter((tool) => fits(tool, wanted.trim().toLowerCase()));
  const hidden = Math.max(0, found.length - most);
  return (
    <div className="@container flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2 text-xs text-secondary">
        <p>As if nothing were remembered. Nothing is called.</p>
        <CallerSwitch caller={caller} onChange={setCaller} />
      </div>
      {preview.tools.length > MANY ? (
        <Input
          size="sm"
          type="search"
          aria-label="Look for a tool among these"
          data-testid="approval-preview-search"
          placeholder="Look for a tool"
          spellCheck={false}
          autoComplete="off"
          startAdornment={<Search className="size-4 text-tertiary" />}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      {found.length === 0 ? (
        <p className="text-sm text-secondary">No tool has this in its name or title.</p>
      ) : (
        <table
          className="w-full table-fixed border-collapse text-xs @max-[22rem]:block"
          aria-label="What each level makes of each tool"
          data-testid="approval-preview"
        >
          <Heads inUse={preview.level} levels={preview.tools[0]?.levels.map(({ level }) => level) ?? []} />
          <tbody className="@max-[22rem]:block">
            {found.slice(0, most).map((tool, index) => (
              <PreviewRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a server may list the same name twice.
                key={`${tool.toolName} ${index}`}
                connectorId={connectorId}
                tool={tool}
                preview={preview}
                caller={caller}
              />
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 ? (
        <Button
          color="secondary"
          variant="soft"
          size="xs"
          className="self-start"
          data-testid="approval-preview-more"
          onClick={() => setMost(Number.POSITIVE_INFINITY)}
        >
          Show the other {hidden.toLocaleString("en")}
        </Button>
      ) : null}
    </div>
  );
}

function fits({ toolName, toolTitle }: ToolApprovals, wanted: string): boolean {
  return wanted === "" || [toolName, toolTitle].some((text) => text.toLowerCase().includes(wanted));
}

function Heads({ inUse, levels }: { inUse: PermissionLevel; levels: PermissionLevel[] }) {
  const facts = useSettings().data?.levels ?? [];
  return (
    <thead className="@max-[22rem]:block">
      <tr className="align-bottom @max-[22rem]:grid @max-[22rem]:grid-cols-5 @max-[22rem]:items-end">
        <th scope="col" className="py-1 pr-2 text-left font-medium text-secondary @max-[22rem]:hidden">
          Tool
        </th>
        {levels.map((level) => (
          <th
            key={level}
            scope="col"
            title={levelTitle(level, facts)}
            data-testid="approval-preview-level"
            data-level={level}
            className={`w-12 px-0.5 py-1 text-center text-2xs leading-3 @max-[22rem]:w-auto @min-[34rem]:w-20 ${
              level === inUse
                ? "rounded-t-md bg-surface-secondary font-semibold"
                : "font-normal text-secondary"
            }`}
          >
            {SHORT_TITLES[level]}
            {level === inUse ? <span className="block text-2xs font-normal">in use</span> : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function CallerSwitch({ caller, onChange }: { caller: Caller; onChange: (caller: Caller) => void }) {
  return (
    <Segments<Caller>
      label="Calls of"
      value={caller}
      onChange={onChange}
      options={[
        { value: "model", label: "The model’s calls", testId: "approval-preview-of-model" },
        { value: "widget", label: "A widget’s", testId: "approval-preview-of-widget" },
      ]}
    />
  );
}
