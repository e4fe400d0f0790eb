/** The frame of a view of the workbench: a title line with Back and actions, what scrolls beneath it, and a foot. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowLeft } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import { useKey } from "../parts/key-hint";
import { useNavigation } from "./navigation";
import { currentView, parentOf } from "./view";

type Props = { title: ReactNode; actions?: ReactNode; children: ReactNode };

export function Page({ children, ...rest }: Props & { foot?: ReactNode }) {
  return (
    <FilledPage lead={<Back />} {...rest}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">{children}</div>
    </FilledPage>
  );
}

/** A page whose content fills it and does its own scrolling. */
export function FilledPage({
  lead,
  title,
  actions,
  foot,
  children,
}: Props & { lead?: ReactNode; foot?: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="@container flex min-h-11 shrink-0 items-center gap-2 border-b border-subtle px-4 py-1.5">
        {lead}
        <h2
          className="min-w-0 flex-1 truncate text-sm font-semibold"
          title={typeof title === "string" ? title : undefined}
        >
          {title}
        </h2>
        {actions}
      </header>
      {children}
      {foot}
    </div>
  );
}

function Back() {
  const { place, go } = useNavigation();
  const parent = parentOf(currentView(place));
  useKey("Escape", () => {
    if (parent) go(parent);
  });
  if (!parent) return null;
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="xs"
      uniform
      className="-ml-1.5"
      aria-label="Back"
      title="Back (Esc)"
      data-testid="back"
      onClick={() => go(parent)}
    >
      <ArrowLeft />
    </Button>
  );
}

/** A titled part of a page. */
export function Section({ title, actions, children }: Props) {
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h3 className="flex-1 text-xs font-semibold tracking-wide text-secondary uppercase">{title}</h3>
        {actions}
      </div>
      {children}
    </section>
  );
}
