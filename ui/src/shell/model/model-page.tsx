/** What the model would have in its context now, in order. */
import { Choice } from "../../parts/choice";
import { useNavigation } from "../navigation";
import { Page } from "../page";
import { ProblemPanel } from "../problem-panel";
import { useModelView, useStage } from "../queries";
import { screenNames } from "../stage/arrangement";
import { ModelItemView } from "./model-item";

type Props = { screen: string; from: string | null };

export function ModelPage({ screen, from }: Props) {
  const { data: view, error } = useModelView(screen);
  return (
    <Page title="What the model sees" actions={<ScreenChoice screen={screen} from={from} />}>
      {error ? <ProblemPanel problem={error} /> : null}
      {view ? (
        <>
          <p className="text-xs text-secondary" data-testid="model-tokens">
            <strong className="font-medium text-default">
              About {view.tokens.toLocaleString("en")} tokens
            </strong>{" "}
            in the context of this conversation, had ChatGPT's model made its calls. {view.estimate}
            {view.unseenCalls > 0 ? ` ${unseen(view.unseenCalls)}` : ""}
          </p>
          {view.items.length === 0 ? (
            <p className="text-sm text-tertiary" data-testid="model-empty">
              Nothing yet: run a tool or write a message.
            </p>
          ) : null}
          <ol className="flex flex-col gap-2" aria-label="What the model sees, in order">
            {view.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the items have no other identity than their place.
              <ModelItemView key={index} item={item} />
            ))}
          </ol>
        </>
      ) : null}
    </Page>
  );
}

function unseen(count: number): string {
  return count === 1
    ? "One call of a widget is not in it, nor is its result."
    : `${count} calls of widgets are not in it, nor are their results.`;
}

/** Each screen has widgets of its own. */
function ScreenChoice({ screen, from }: Props) {
  const { go } = useNavigation();
  const screens = useStage().data?.screens ?? [];
  return (
    <Choice
      label="Screen"
      testId="model-screen"
      value={screen}
      options={[...screenNames(screens)].map(([value, label]) => ({ value, label }))}
      onChange={(next) => go({ kind: "model", screen: next, from })}
    />
  );
}
