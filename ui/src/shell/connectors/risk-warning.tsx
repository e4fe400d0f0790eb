/** What connecting a server means, said before it is done. */
import { Warning } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";

export function RiskWarning({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-warning-surface bg-warning-surface p-3">
      <p className="flex items-center gap-2 text-sm font-medium">
        <Warning className="size-4 text-warning" /> Connect only to servers you trust
      </p>
      <p className="text-xs text-secondary">
        Nobody has reviewed this server. It sees whatever its tools are called with, its texts can steer a
        model into calls that nobody meant, and its tools can change data. Its widget is code that runs here,
        shut away in a screen.
      </p>
      {children}
    </div>
  );
}
