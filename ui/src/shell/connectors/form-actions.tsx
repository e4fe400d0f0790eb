/** Cancel and Create: at the foot of the page, where no note that appears above can move them from under the pointer. */
import { Button } from "@openai/apps-sdk-ui/components/Button";

type Props = { submitLabel: string; sending: boolean; onCancel: () => void };

export function FormActions({ submitLabel, sending, onCancel }: Props) {
  return (
    <div className="flex shrink-0 justify-end gap-2 border-t border-subtle px-4 py-2.5">
      <Button color="secondary" variant="soft" data-testid="connector-cancel" onClick={onCancel}>
        Cancel
      </Button>
      <Button color="primary" type="submit" data-testid="connector-create" loading={sending}>
        {submitLabel}
      </Button>
    </div>
  );
}
