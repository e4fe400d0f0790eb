/** A control under its name, with what there is to say about it beneath. */
import type { ReactNode } from "react";

type Props = { label: ReactNode; htmlFor: string; hint?: ReactNode; children: ReactNode; notes?: ReactNode };

export function Labelled({ label, htmlFor, hint, children, notes }: Props) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={htmlFor} className="text-sm font-medium">
          {label}
        </label>
        {hint ? <span className="text-xs text-tertiary">{hint}</span> : null}
      </div>
      {children}
      {notes}
    </div>
  );
}
