/** How long each request of a script waits: one of the usual delays, or any other. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { useState } from "react";
import { DELAYS, readDelay } from "./conditions";

type Props = { delay: number; onChange: (delay: number) => void };

export function DelayChoice({ delay, onChange }: Props) {
  const [text, setText] = useState(String(delay));
  const typed = readDelay(text);
  return (
    <form
      className="flex items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== null) onChange(typed);
      }}
    >
      {DELAYS.map((one) => (
        <Button
          key={one}
          color="secondary"
          variant={one === delay ? "soft" : "ghost"}
          size="2xs"
          aria-pressed={one === delay}
          data-testid={`conditions-delay-${one}`}
          onClick={() => onChange(one)}
        >
          {one} ms
        </Button>
      ))}
      <Input
        className="w-28"
        size="2xs"
        inputMode="numeric"
        autoComplete="off"
        aria-label="Delay in milliseconds, up to 60000"
        title="Up to 60000"
        data-testid="conditions-delay"
        invalid={typed === null}
        endAdornment={<span className="text-xs text-tertiary">ms</span>}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="submit"
        color="secondary"
        variant="outline"
        size="2xs"
        data-testid="conditions-delay-set"
        disabled={typed === null || typed === delay}
      >
        Set
      </Button>
    </form>
  );
}
