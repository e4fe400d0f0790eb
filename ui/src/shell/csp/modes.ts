/** The modes of the content security policy, as they are called here. */
import type { CspMode, TemplatePolicies } from "../../bindings";

/** In the order in which they are offered. */
export const MODES: readonly { mode: CspMode; label: string }[] = [
  { mode: "developer", label: "Developer, none enforced" },
  { mode: "developerEnforced", label: "Developer, enforced" },
  { mode: "published", label: "Published, as declared" },
  { mode: "publishedUndeclared", label: "Published, nothing declared" },
  { mode: "specStrict", label: "Specification, strict" },
];

export function labelOf(mode: CspMode): string {
  return MODES.find((one) => one.mode === mode)?.label ?? mode;
}

/** A mode means the same for each template. */
export function meaningOf(mode: CspMode, policies: TemplatePolicies[]): string {
  return policies[0]?.modes.find((one) => one.mode === mode)?.meaning ?? "";
}
