/**
 * A select box of the system. Its list is drawn by the system above everything else, which a list of our own
 * could not be: native views may lie over the page.
 */
import { ChevronDown } from "@openai/apps-sdk-ui/components/Icon";

/** Those of a group stand together under its name; either all have one or none. */
export type ChoiceOption = { value: string; label: string; disabled?: boolean; group?: string };

type Props = {
  id?: string;
  value: string;
  options: ChoiceOption[];
  onChange: (value: string) => void;
  label?: string;
  title?: string;
  testId?: string;
  disabled?: boolean;
  className?: string;
};

export function Choice({
  id,
  value,
  options,
  onChange,
  label,
  title,
  testId,
  disabled,
  className = "",
}: Props) {
  return (
    <span className={`relative inline-flex min-w-0 ${className}`}>
      <select
        id={id}
        value={value}
        aria-label={label}
        title={title}
        data-testid={testId}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full min-w-0 truncate rounded-md border border-default bg-surface pr-7 pl-2.5 text-sm disabled:opacity-50"
      >
        {groupsOf(options).map(([group, members]) =>
          group === "" ? (
            <Options key="" options={members} />
          ) : (
            <optgroup key={group} label={group}>
              <Options options={members} />
            </optgroup>
          ),
        )}
      </select>
      <ChevronDown className="pointer-events-none absolute top-2 right-2 size-4 text-tertiary" />
    </span>
  );
}

function Options({ options }: { options: ChoiceOption[] }) {
  return options.map((option) => (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  ));
}

function groupsOf(options: ChoiceOption[]): [string, ChoiceOption[]][] {
  const names = new Set(options.map(({ group = "" }) => group));
  return [...names].map((name) => [name, options.filter(({ group = "" }) => group === name)]);
}
