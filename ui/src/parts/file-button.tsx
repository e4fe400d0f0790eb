/** A button that lets a person choose a file of this machine. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useRef } from "react";

type Props = { label: string; testId: string; accept: string; onFile: (file: File) => void };

export function FileButton({ label, testId, accept, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        color="secondary"
        variant="soft"
        size="2xs"
        data-testid={`${testId}-choose`}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        data-testid={testId}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again after a change to it.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}
