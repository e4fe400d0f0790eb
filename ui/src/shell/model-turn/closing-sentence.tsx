/** What the model says at the end of its turn: after its calls if it likes, or in place of any. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import { useBackend } from "../../backend";
import { useKept } from "../navigation";
import { ProblemPanel } from "../problem-panel";

/** `message` is the id of the one that is answered, and `calls` how many were made for it. */
export function ClosingSentence({ message, calls }: { message: string; calls: number }) {
  const backend = useBackend();
  const [text, setText] = useKept(`reply to ${message}`, "");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const isBlank = text.trim() === "";
  const send = () => {
    setSending(true);
    setProblem(null);
    backend
      .replyAsModel(text)
      .catch(setProblem)
      .finally(() => setSending(false));
  };
  const label = calls > 0 ? "Close with a sentence" : "Reply without a tool";
  return (
    <form
      className="sticky bottom-0 -mt-1 flex flex-col gap-1 bg-surface-secondary pt-1 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBlank && !isSending) send();
      }}
    >
      <div className="flex items-center gap-2">
        <Input
          className="min-w-0 flex-1"
          size="sm"
          autoComplete="off"
          aria-label={label}
          placeholder={calls > 0 ? `${label}, if you like` : label}
          data-testid="model-turn-reply"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          type="submit"
          color="secondary"
          variant="outline"
          size="sm"
          title="Send as the model (Enter)"
          data-testid="model-turn-send"
          disabled={isBlank || isSending}
        >
          Send
        </Button>
      </div>
      {problem ? <ProblemPanel problem={problem} /> : null}
    </form>
  );
}
