/** The tools that the message might be about, and why each stands where it does. Choosing one opens its form. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ChevronDown, ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import { useRef, useState } from "react";
import type { MentionedApp, ToolSuggestion } from "../../bindings";
import { ShowMore } from "../../parts/show-more";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { matchesText } from "./matches";
import { NoSuggestions } from "./no-suggestions";

const BEST = 5;
const PART = 50;

type Props = {
  suggestions: ToolSuggestion[];
  apps: MentionedApp[];
  /** As long as nobody unfolds it. */
  isFolded: boolean;
  onChoose: () => void;
};

export function SuggestedTools({ suggestions, apps, isFolded, onChoose }: Props) {
  const { go } = useNavigation();
  const [unfolded, setUnfolded] = useState<boolean | null>(null);
  const [most, setMost] = useState(BEST);
  const fold = useRef<HTMLButtonElement>(null);
  if (suggestions.length === 0) return <NoSuggestions apps={apps} />;
  const isOpen = unfolded ?? !isFolded;
  const choose = ({ connectorId, tool }: ToolSuggestion) => {
    // What was pressed goes away, and whoever uses keys would be at the start of the page.
    fold.current?.focus({ preventScroll: true });
    setUnfolded(null);
    onChoose();
    go({ kind: "tool", connectorId, tool });
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2">
        <Button
          ref={fold}
          color="secondary"
          variant="ghost"
          size="2xs"
          className="-ml-1.5"
          aria-expanded={isOpen}
          data-testid="model-turn-tools"
          onClick={() => setUnfolded(!isOpen)}
        >
          {isOpen ? <ChevronDown /> : <ChevronRight />} Call a tool
        </Button>
        {isOpen ? (
          <span className="text-xs text-secondary">
            Ranked by the words they share with the message; no model is asked.
          </span>
        ) : null}
      </div>
      {isOpen ? (
        <>
          <ul className="flex flex-col gap-1" aria-label="Tools that the message might be about">
            {suggestions.slice(0, most).map((suggestion) => (
              <li key={`${suggestion.connectorId} ${suggestion.tool}`}>
                <SuggestedTool suggestion={suggestion} onChoose={() => choose(suggestion)} />
              </li>
            ))}
          </ul>
          <ShowMore
            hidden={suggestions.length - most}
            onMore={() => setMost(most + PART)}
            testId="model-turn-more"
          />
        </>
      ) : null}
    </>
  );
}

function SuggestedTool({ suggestion, onChoose }: { suggestion: ToolSuggestion; onChoose: () => void }) {
  const { title, appName, tool, description, matches } = suggestion;
  return (
    <button
      type="button"
      title={visibleText(description)}
      data-testid="model-turn-tool"
      data-name={tool}
      onClick={onChoose}
      className="panel flex w-full items-center gap-2 px-2.5 py-1 text-left hover:bg-surface-secondary"
    >
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-sm">
          <span className="font-medium">{visibleText(title)}</span>{" "}
          <span className="text-secondary">{visibleText(appName)}</span>
        </span>
        <span className="text-xs text-secondary [overflow-wrap:anywhere]">{matchesText(matches)}</span>
      </span>
      <ChevronRight className="size-4 shrink-0 text-tertiary" />
    </button>
  );
}
