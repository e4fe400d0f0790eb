/** The value of a policy's header, a directive a line. */
import { visibleText } from "../../parts/visible-text";

export function PolicyText({ policy }: { policy: string }) {
  return (
    <ul className="font-mono text-xs leading-5">
      {policy.split(/;\s*/).map((directive) => (
        <li key={directive} className="pl-4 -indent-4">
          {visibleText(directive)}
        </li>
      ))}
    </ul>
  );
}
