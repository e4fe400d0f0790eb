/** A question of a widget, drawn after its kind, and answered once. */
import type { PromptAnswer, ScreenPrompt } from "../../bindings";
import { useHost } from "../host";
import { LinkPrompt } from "./link-prompt";

export function WidgetPrompt({ prompt }: { prompt: ScreenPrompt }) {
  const { send } = useHost();
  const { id, appName, asks } = prompt;
  const onAnswer = (answer: PromptAnswer) => send({ kind: "prompt", prompt: id, answer });
  return <LinkPrompt appName={appName} url={asks.url} onAnswer={onAnswer} />;
}
