/** In the toolbar: the way to a contact sheet. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Grid } from "@openai/apps-sdk-ui/components/Icon";

type Props = { isOpen: boolean; onClick: () => void };

export function SheetButton({ isOpen, onClick }: Props) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="xs"
      uniform
      className="hidden shrink-0 @min-[40rem]:inline-flex"
      aria-label="Contact sheet"
      aria-expanded={isOpen}
      title="The newest result on several devices, on one picture"
      data-testid="sheet-open"
      onClick={onClick}
    >
      <Grid className="size-4" />
    </Button>
  );
}
