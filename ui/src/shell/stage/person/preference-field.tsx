/** A preference under its name, with why the host refused it beneath. */
import type { ReactNode } from "react";
import { visibleText } from "../../../parts/visible-text";

/** `name` is the end of the ids of its control and its fault. */
type Props = { name: string; label: string; fault: string; children: ReactNode };

export function PreferenceField({ name, label, fault, children }: Props) {
  return (
    <div className="flex flex-col gap-0.5">
      <label htmlFor={`person-${name}`} className="text-secondary">
        {label}
      </label>
      {children}
      {fault ? (
        <p
          id={`person-${name}-fault`}
          role="alert"
          data-testid={`person-${name}-fault`}
          className="max-w-56 text-danger [overflow-wrap:anywhere]"
        >
          {visibleText(fault)}
        </p>
      ) : null}
    </div>
  );
}
