/** A server wants what a model would say: the person writes it. */
import { Textarea } from "@openai/apps-sdk-ui/components/Textarea";
import { useState } from "react";
import { Labelled } from "../../parts/labelled";
import { visibleJson, visibleText } from "../../parts/visible-text";
import type { Answering } from "./answering";
import { Answers } from "./answers";

type Said = { role: string; text: string };

export function SamplingQuestion({ params, answering }: { params: unknown; answering: Answering }) {
  const [reply, setReply] = useState("");
  return (
    <>
      <ul className="flex flex-col gap-1.5" aria-label="Messages">
        {messagesOf(params).map(({ role, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice, and the list never changes.
          <li key={index} className="rounded-md bg-surface p-2 text-sm" data-testid="inquiry-said">
            <span className="block text-xs text-tertiary">{visibleText(role)}</span>
            <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{visibleText(text)}</span>
          </li>
        ))}
      </ul>
      <details className="text-xs">
        <summary className="cursor-pointer text-secondary" data-testid="inquiry-details">
          See the whole request
        </summary>
        <pre className="mt-1 max-h-64 overflow-auto rounded-md bg-surface p-2 font-mono [overflow-wrap:anywhere]">
          {visibleJson(params)}
        </pre>
      </details>
      <Labelled label="The model’s reply" htmlFor="inquiry-reply">
        <Textarea
          id="inquiry-reply"
          data-testid="inquiry-reply"
          rows={3}
          autoResize
          maxRows={10}
          value={reply}
          placeholder="You write what the model would."
          onChange={(event) => setReply(event.target.value)}
        />
      </Labelled>
      <Answers
        acceptLabel="Send"
        missing={reply === "" ? "Write a reply first" : ""}
        onAccept={() => answering.answer({ kind: "accept", content: { text: reply } })}
        answering={answering}
      />
    </>
  );
}

/** The system prompt first. What is no text is shown as JSON. */
function messagesOf(params: unknown): Said[] {
  const { systemPrompt, messages } = record(params);
  const said = (Array.isArray(messages) ? messages : []).map((message: unknown) => {
    const { role, content } = record(message);
    return { role: typeof role === "string" ? role : "", text: textOf(content) };
  });
  return typeof systemPrompt === "string" ? [{ role: "system", text: systemPrompt }, ...said] : said;
}

function textOf(content: unknown): string {
  if (Array.isArray(content)) return content.map(textOf).join("\n");
  const { type, text } = record(content);
  return type === "text" && typeof text === "string" ? text : JSON.stringify(content, null, 2);
}

function record(value: unknown): { [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}
