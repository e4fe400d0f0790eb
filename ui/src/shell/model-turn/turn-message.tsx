/** What was said, by whom, and about which apps. */
import { Badge } from "@openai/apps-sdk-ui/components/Badge";
import type { Message } from "../../bindings";
import { visibleText } from "../../parts/visible-text";

export function TurnMessage({ message: { author, text, apps = [] } }: { message: Message }) {
  return (
    <>
      {author.kind === "widget" ? (
        <p className="text-xs text-secondary">
          The widget of {visibleText(author.appName)} says in the user’s name:
        </p>
      ) : null}
      <blockquote
        data-testid="model-turn-message"
        className="max-h-24 overflow-y-auto text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {apps.map(({ id, name }) => (
          <span key={id} className="mr-1.5 align-middle">
            <Badge size="sm" color="info">
              @{visibleText(name)}
            </Badge>
          </span>
        ))}
        {visibleText(text)}
      </blockquote>
    </>
  );
}
