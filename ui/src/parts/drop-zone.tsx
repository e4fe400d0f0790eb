/** A part of a page where a file, or a text, can be dropped. */
import { type DragEvent, type ReactNode, useState } from "react";

type Props = {
  label: string;
  testId: string;
  onFile: (file: File) => void;
  onText: (text: string) => void;
  className?: string;
  children: ReactNode;
};

export function DropZone({ label, testId, onFile, onText, className = "", children }: Props) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
    else onText(event.dataTransfer.getData("text"));
  };
  return (
    <section
      aria-label={label}
      data-testid={testId}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`rounded-lg ${className} ${isOver ? "outline-2 outline-[var(--color-ring)] outline-dashed" : ""}`}
    >
      {children}
    </section>
  );
}
