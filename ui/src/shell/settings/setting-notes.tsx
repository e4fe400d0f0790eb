/** What there is to say under a setting: what is wrong with it, what it means, where its default comes from. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { SettingState } from "./setting-control";

export function SettingNotes({ field, options, shown, isDefault, fault, sources, onReset }: SettingState) {
  const chosen = options.find(({ value }) => value === shown)?.notes ?? [];
  return (
    <div className="flex items-start gap-2 text-xs">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        {fault ? (
          <p role="alert" className="text-danger" data-testid={`setting-fault-${field.path}`}>
            {fault}
          </p>
        ) : null}
        {chosen.length > 0 ? (
          <div className="text-secondary" data-testid={`setting-chosen-${field.path}`}>
            {chosen.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
        ) : null}
        {field.explanation ? <p className="text-tertiary">{field.explanation}</p> : null}
        {sources.map((source) => (
          <p key={source} className="text-tertiary" data-testid={`setting-source-${field.path}`}>
            Default: {source}
          </p>
        ))}
      </div>
      {isDefault ? null : (
        <Button
          color="secondary"
          variant="ghost"
          size="3xs"
          aria-label={`Reset ${field.label}`}
          data-testid={`setting-reset-${field.path}`}
          onClick={onReset}
        >
          Reset
        </Button>
      )}
    </div>
  );
}
