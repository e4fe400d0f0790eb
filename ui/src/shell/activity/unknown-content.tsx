/** Says which parts of a result's content are of no type that MCP has. They are shown as they were sent. */
import { visibleText } from "../../parts/visible-text";

const KNOWN = ["text", "image", "audio", "resource", "resource_link"];

export function UnknownContent({ content }: { content: unknown }) {
  const notes = notesOn(content);
  if (notes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-xs text-warning-surface" data-testid="unknown-content">
      {notes.map(({ path, text }) => (
        <li key={path}>
          <code className="mr-1.5">{path}</code>
          {text}
        </li>
      ))}
    </ul>
  );
}

function notesOn(content: unknown): { path: string; text: string }[] {
  if (content === undefined) return [];
  if (!Array.isArray(content))
    return [{ path: "$.content", text: "is no list: ChatGPT would show nothing." }];
  return content.flatMap((block: unknown, index) => {
    const text = noteOn(block);
    return text === "" ? [] : [{ path: `$.content[${index}]`, text }];
  });
}

function noteOn(block: unknown): string {
  const type = typeof block === "object" && block !== null && "type" in block ? block.type : undefined;
  if (typeof type !== "string") return "has no type. It is shown as it was sent.";
  if (KNOWN.includes(type)) return "";
  return `has the unknown type “${visibleText(type)}”. It is shown as it was sent.`;
}
