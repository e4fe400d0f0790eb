/** A script of answers as it is written: the pause as text, the rows in their order. */
import type { Answer, AnswerScript } from "../../../bindings";

/** In the order in which they are offered. */
export const ANSWERS: readonly { value: Answer; label: string }[] = [
  { value: "allow_once", label: "Allow once" },
  { value: "deny", label: "Deny" },
  { value: "allow_for_conversation", label: "Allow for this conversation" },
  { value: "always_allow", label: "Always allow" },
  { value: "deny_for_conversation", label: "Deny for this conversation" },
  { value: "time_out", label: "No answer in time" },
  { value: "ask_me", label: "Ask me" },
];

export type DraftRow = {
  /** What stays while the row moves. */
  id: number;
  /** Empty for any tool. */
  tool: string;
  answer: Answer;
};

export type ScriptDraft = { rows: DraftRow[]; pause: string };

/** One row, and a pause in which a card can be seen. */
export const FIRST_DRAFT: ScriptDraft = {
  rows: [{ id: 0, tool: "", answer: "allow_once" }],
  pause: "1000",
};

/** In milliseconds: a card that is seen for longer is better answered by hand. */
const LONGEST_PAUSE = 600_000;

export function answerText(answer: Answer): string {
  return ANSWERS.find(({ value }) => value === answer)?.label ?? answer;
}

export function draftOf({ answers, pauseMilliseconds = 0 }: AnswerScript): ScriptDraft {
  const rows = answers.map(({ tool, answer }, id) => ({ id, tool: tool ?? "", answer }));
  return { rows, pause: String(pauseMilliseconds) };
}

export type ScriptReading = { script: AnswerScript; fault: null } | { script: null; fault: string };

export function readScript({ rows, pause }: ScriptDraft): ScriptReading {
  const pauseMilliseconds = Number(pause);
  if (!/^\d+$/.test(pause.trim()) || pauseMilliseconds > LONGEST_PAUSE) {
    return { script: null, fault: "This has to be a whole number from 0 to 600000, in digits." };
  }
  const answers = rows.map(({ tool, answer }) => ({ tool: tool.trim() || null, answer }));
  return { script: { answers, pauseMilliseconds }, fault: null };
}

export function isSame(one: AnswerScript, other: AnswerScript): boolean {
  const plain = (script: AnswerScript) => JSON.stringify(readScript(draftOf(script)).script);
  return plain(one) === plain(other);
}

/** With one more answer at the end. */
export function withOneMore({ rows, pause }: ScriptDraft): ScriptDraft {
  const id = rows.reduce((highest, row) => Math.max(highest, row.id), -1) + 1;
  return { rows: [...rows, { id, tool: "", answer: "allow_once" }], pause };
}

export function withRow({ rows, pause }: ScriptDraft, changed: DraftRow): ScriptDraft {
  return { rows: rows.map((row) => (row.id === changed.id ? changed : row)), pause };
}

export function withoutRow({ rows, pause }: ScriptDraft, id: number): ScriptDraft {
  return { rows: rows.filter((row) => row.id !== id), pause };
}

/** The row changes places with the one `by` places after it; a step beyond the ends changes nothing. */
export function withMoved({ rows, pause }: ScriptDraft, id: number, by: 1 | -1): ScriptDraft {
  const from = rows.findIndex((row) => row.id === id);
  const [row, other] = [rows[from], rows[from + by]];
  if (!row || !other) return { rows, pause };
  return { rows: rows.with(from, other).with(from + by, row), pause };
}
