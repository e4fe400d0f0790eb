/** A text to be copied as it stands. */
import { CopyText } from "./copy-text";
import { visibleText } from "./visible-text";

type Props = { text: string; label: string; testId: string };

export function CopyBlock({ text, label, testId }: Props) {
  return (
    <div className="relative rounded-md bg-surface-secondary">
      <div className="absolute top-1 right-1">
        <CopyText text={() => text} label={label} />
      </div>
      <pre
        className="max-h-64 overflow-auto p-2 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
        data-testid={testId}
      >
        {visibleText(text)}
      </pre>
    </div>
  );
}
