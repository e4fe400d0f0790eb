/** One more screen beside the others. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Plus } from "@openai/apps-sdk-ui/components/Icon";
import type { Screen } from "../../bindings";
import { usePresets } from "../queries";
import { arrangementOf, MOST_SCREENS, withAnother } from "./arrangement";
import { useArrange } from "./use-arrange";

type Props = { screens: Screen[]; onAdded: (id: string) => void };

export function AddScreen({ screens, onAdded }: Props) {
  const presets = usePresets().data;
  const arrange = useArrange();
  const isFull = screens.length >= MOST_SCREENS;
  const add = () => {
    const next = withAnother(arrangementOf(screens), presets ?? []);
    arrange(() => next);
    onAdded(next.at(-1)?.id ?? "");
  };
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="xs"
      uniform
      className="shrink-0"
      title={isFull ? `There are ${MOST_SCREENS} screens; more would be illegible` : "Add a screen"}
      aria-label="Add screen"
      data-testid="screen-add"
      disabled={isFull || !presets}
      onClick={add}
    >
      <Plus />
    </Button>
  );
}
