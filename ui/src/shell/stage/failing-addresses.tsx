/** Which requests of a screen's widgets fail, by a part of their address. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { useState } from "react";
import { readFailing } from "./conditions";

type Props = { failing: string[]; onChange: (failing: string[]) => void };

export function FailingAddresses({ failing, onChange }: Props) {
  const [text, setText] = useState(failing.join("\n"));
  const typed = readFailing(text);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="conditions-failing" className="text-secondary">
        Fail requests whose address contains one of these, a line each:
      </label>
      <div className="flex items-end gap-2">
        <Textarea
          id="conditions-failing"
          data-testid="conditions-failing"
          className="min-w-0 flex-1"
          size="sm"
          rows={2}
          autoResize
          maxRows={6}
          spellCheck={false}
          placeholder="api.example.com/v1/"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          color="secondary"
          variant="outline"
          size="xs"
          data-testid="conditions-failing-apply"
          disabled={typed.join("\n") === failing.join("\n")}
          onClick={() => onChange(typed)}
        >
          Apply
        </Button>
      </div>
    </div>
  );
}
