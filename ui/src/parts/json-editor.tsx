/** A JSON editor. What it is made of (json-code-editor.tsx) is loaded with the first one: the window opens without it. */
import { lazy, Suspense } from "react";
import type { Props } from "./json-code-editor";

const Editor = lazy(async () => {
  const { JsonCodeEditor } = await import("./json-code-editor");
  return { default: JsonCodeEditor };
});

export function JsonEditor(props: Props) {
  return (
    <Suspense fallback={<div className="min-h-[82px] rounded-md border border-default bg-surface" />}>
      <Editor {...props} />
    </Suspense>
  );
}
