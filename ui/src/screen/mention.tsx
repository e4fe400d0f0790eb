/** The pill of an app that was chosen with a message. */
import type { ReactNode } from "react";
import { visibleText } from "../parts/visible-text";
import { AppIcon } from "./app-icon";

/** `children`: what stands behind the name. */
export function Mention({ name, children }: { name: string; children?: ReactNode }) {
  return (
    <span className="mention" data-testid="mention">
      <AppIcon name={name} />
      <span className="mention-name">{visibleText(name)}</span>
      {children}
    </span>
  );
}
