/** What a widget logged with `notifications/message`. */
import type { WidgetLog } from "../../bindings";
import { preciseTime } from "../../parts/elapsed";
import { JsonTree } from "../../parts/json-tree";
import { visibleText } from "../../parts/visible-text";
import { Section } from "../page";

const GRAVE = ["error", "critical", "alert", "emergency"];

export function WidgetLogs({ logs }: { logs: WidgetLog[] }) {
  return (
    <Section title="Log">
      {logs.length === 0 ? (
        <p className="text-sm text-tertiary">It has logged nothing with notifications/message.</p>
      ) : (
        <ul className="flex flex-col gap-2" aria-label="Log, oldest first" data-testid="widget-logs">
          {logs.map((log, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may be logged twice at once.
            <li key={index} className="flex flex-col gap-1 text-xs">
              <span className="text-secondary tabular-nums">
                {preciseTime(log.at).join("")}{" "}
                <span className={GRAVE.includes(log.level) ? "text-danger" : "font-medium"}>
                  {visibleText(log.level || "no level")}
                </span>{" "}
                {visibleText(log.logger)}
              </span>
              {typeof log.data === "string" ? (
                <span className="font-mono [overflow-wrap:anywhere]">{visibleText(log.data)}</span>
              ) : (
                <JsonTree value={log.data} label="what was logged" />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
