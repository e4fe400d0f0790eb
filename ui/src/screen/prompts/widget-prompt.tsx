/** A question of a widget, drawn after its kind, and answered once. */
import type { PromptAnswer, ScreenPrompt } from "../../bindings";
import { useHost } from "../host";
import { CheckoutPrompt } from "./checkout-prompt";
import { FilesPrompt } from "./files-prompt";
import { LinkPrompt } from "./link-prompt";
import { SavePrompt } from "./save-prompt";
import { SavedNotice } from "./saved-notice";

export function WidgetPrompt({ prompt }: { prompt: ScreenPrompt }) {
  const { send } = useHost();
  const { id, appName, asks } = prompt;
  const common = {
    appName,
    onAnswer: (answer: PromptAnswer) => send({ kind: "prompt", prompt: id, answer }),
  };
  switch (asks.kind) {
    case "openLink":
      return <LinkPrompt {...common} url={asks.url} />;
    case "pickFiles":
      return <FilesPrompt {...common} library={asks.library} limit={asks.limit} />;
    case "pay":
      return <CheckoutPrompt {...common} checkout={asks.checkout} />;
    case "saveFiles":
      return <SavePrompt {...common} files={asks.files} folder={asks.folder} />;
    case "seeSaved":
      return <SavedNotice {...common} paths={asks.paths} fault={asks.fault} />;
  }
}
