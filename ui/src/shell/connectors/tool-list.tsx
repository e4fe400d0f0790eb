/** The tools of a server. Where there are many, they can be looked through, and are drawn a part at a time. */

import { Search } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import type { Template, Tool } from "../../bindings";
import { ShowMore } from "../../parts/show-more";
import { useKept } from "../navigation";
import { Section } from "../page";
import { ToolRow } from "./tool-row";

/** More than this cannot be taken in at a glance. */
const MANY = 20;
/** As many rows as can be drawn at once without a wait that is felt. */
const PART = 200;

type Props = { connectorId: string; tools: Tool[]; templates: Template[] };

export function ToolList({ connectorId, tools, templates }: Props) {
  const [wanted, setWanted] = useKept(`tools ${connectorId}`, "");
  const [most, setMost] = useState(PART);
  const found = tools.filter((tool) => fits(tool, wanted.trim().toLowerCase()));
  const hidden = Math.max(0, found.length - most);
  return (
    <Section title={`Tools (${tools.length.toLocaleString("en")})`}>
      {tools.length === 0 ? <NoTools /> : null}
      {tools.length > MANY ? (
        <Input
          size="sm"
          type="search"
          aria-label="Look for a tool"
          data-testid="tools-search"
          placeholder="Look for a tool"
          spellCheck={false}
          autoComplete="off"
          startAdornment={<Search className="size-4 text-tertiary" />}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      {tools.length > 0 && found.length === 0 ? (
        <p className="text-sm text-secondary">No tool has this in its name, title or description.</p>
      ) : null}
      <ul className="flex flex-col gap-1.5">
        {found.slice(0, most).map((tool, index) => (
          <ToolRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a server may list the same name twice.
            key={`${tool.name} ${index}`}
            connectorId={connectorId}
            tool={tool}
            templates={templates}
          />
        ))}
      </ul>
      <ShowMore hidden={hidden} testId="tools-more" onMore={() => setMost(most + PART)} />
    </Section>
  );
}

function fits({ name, title, description }: Tool, wanted: string): boolean {
  return wanted === "" || [name, title, description].some((text) => text.toLowerCase().includes(wanted));
}

function NoTools() {
  return (
    <p className="text-sm text-secondary" data-testid="no-tools">
      The server answered, but lists no tools, so ChatGPT would have nothing to call. Register a tool and
      press Refresh.
    </p>
  );
}
