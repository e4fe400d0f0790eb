/** A script of answers as it is written, and as it is read. */
import { expect, test } from "vitest";
import type { AnswerScript } from "../../../bindings";
import {
  draftOf,
  FIRST_DRAFT,
  isSame,
  readScript,
  withMoved,
  withOneMore,
  withoutRow,
  withRow,
} from "./script-draft";

const script: AnswerScript = {
  answers: [
    { tool: null, answer: "allow_once" },
    { tool: "clear", answer: "deny" },
    { tool: null, answer: "time_out" },
  ],
  pauseMilliseconds: 250,
};
const answers = (draft: Parameters<typeof readScript>[0]) =>
  readScript(draft).script?.answers.map(({ tool, answer }) => `${answer} ${tool ?? "any"}`);

test("a script is read as it was written, and spaces around a tool's name do not count", () => {
  expect(readScript(draftOf(script))).toEqual({ script, fault: null });
  const [row] = FIRST_DRAFT.rows;
  if (!row) throw new Error("no row");
  expect(readScript(withRow(FIRST_DRAFT, { ...row, tool: " clear " })).script).toEqual({
    answers: [{ tool: "clear", answer: "allow_once" }],
    pauseMilliseconds: 1000,
  });
});

test("a script without a pause is the same as one with none", () => {
  const brief: AnswerScript = { answers: [{ answer: "deny" }] };
  expect(isSame(brief, { answers: [{ tool: null, answer: "deny" }], pauseMilliseconds: 0 })).toBe(true);
  expect(isSame(brief, { ...brief, pauseMilliseconds: 1 })).toBe(false);
});

test.each(["", "-1", "0.5", "1e3", "600001", "soon"])("“%s” is no pause", (pause) => {
  expect(readScript({ ...draftOf(script), pause })).toEqual({
    script: null,
    fault: "This has to be a whole number from 0 to 600000, in digits.",
  });
});

test("answers are added, moved and removed, and none moves beyond the ends", () => {
  const draft = draftOf(script);
  expect(answers(withMoved(draft, 1, -1))).toEqual(["deny clear", "allow_once any", "time_out any"]);
  expect(answers(withMoved(draft, 1, 1))).toEqual(["allow_once any", "time_out any", "deny clear"]);
  expect(withMoved(draft, 0, -1)).toEqual(draft);
  expect(withMoved(draft, 2, 1)).toEqual(draft);
  const without = withoutRow(draft, 0);
  expect(answers(without)).toEqual(["deny clear", "time_out any"]);
  expect(withOneMore(without).rows.map(({ id }) => id)).toEqual([1, 2, 3]);
});
