/** CodeMirror with highlighting, undo, and errors at their place. Everyone else uses it by way of json-editor.tsx. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
  syntaxTree,
} from "@codemirror/language";
import { type Diagnostic, linter } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";
import { readJson } from "./json-text";

export type Props = { text: string; onChange: (text: string) => void; label: string; testId: string };

export function JsonCodeEditor({ text, onChange, label, testId }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const changed = useEffectEvent(onChange);
  const first = useEffectEvent(() => text);

  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first(),
        extensions: extensions(label, testId, (next) => changed(next)),
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, [label, testId]);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);

  return <div ref={place} className="overflow-hidden rounded-md border border-default" />;
}

function extensions(label: string, testId: string, changed: (text: string) => void) {
  return [
    history(),
    indentOnInput(),
    bracketMatching(),
    json(),
    syntaxHighlighting(colours),
    linter((view) => faults(view.state)),
    keymap.of([...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"), ...historyKeymap]),
    placeholder("JSON"),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, "data-testid": testId }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
    look,
  ];
}

/** The sentence comes from the reader; where the engine does not say the place, the grammar does. */
function faults(state: EditorState): Diagnostic[] {
  const text = state.doc.toString();
  const reading = readJson(text);
  if (reading.ok || text.trim() === "") return [];
  let at = reading.at;
  syntaxTree(state).iterate({
    enter: (node) => {
      if (node.type.isError) at = Math.min(at, node.from);
    },
  });
  return [{ from: at, to: Math.min(at + 1, text.length), severity: "error", message: reading.text }];
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--color-text)" },
  { tag: tags.string, color: "var(--color-text-success-surface)" },
  { tag: [tags.number, tags.bool], color: "var(--color-text-info-surface)" },
  { tag: tags.null, color: "var(--color-text-discovery-surface)" },
]);

const look = EditorView.theme({
  "&": { fontSize: "12px", backgroundColor: "var(--color-surface)", color: "var(--color-text)" },
  "&.cm-focused": { outline: "2px solid var(--color-ring)", outlineOffset: "-1px" },
  ".cm-content": { fontFamily: "var(--font-mono)", caretColor: "var(--color-text)", minHeight: "72px" },
  ".cm-scroller": { maxHeight: "420px" },
  ".cm-cursor": { borderLeftColor: "var(--color-text)" },
  ".cm-tooltip": {
    backgroundColor: "var(--color-surface-elevated)",
    color: "var(--color-text)",
    border: "1px solid var(--color-border)",
  },
});
