/** The button under a list that is shown in parts. */
import { Button } from "@openai/apps-sdk-ui/components/Button";

type Props = {
  /** How many are not shown yet. Without any there is no button. */
  hidden: number;
  onMore: () => void;
  testId: string;
};

export function ShowMore({ hidden, onMore, testId }: Props) {
  if (hidden <= 0) return null;
  return (
    <Button
      color="secondary"
      variant="soft"
      size="xs"
      className="self-start"
      data-testid={testId}
      onClick={onMore}
    >
      Show more: {hidden.toLocaleString("en")} are left
    </Button>
  );
}
