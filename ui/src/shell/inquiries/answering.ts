/** Answering an inquiry: once, and again where the answer did not arrive. */
import { useState } from "react";
import { useBackend } from "../../backend";
import type { InquiryAnswer } from "../../bindings";

export type Answering = {
  answer: (answer: InquiryAnswer) => void;
  isAnswered: boolean;
  problem: unknown;
};

export function useAnswering(inquiryId: string): Answering {
  const backend = useBackend();
  const [isAnswered, setAnswered] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const answer = (given: InquiryAnswer) => {
    if (isAnswered) return;
    setAnswered(true);
    setProblem(null);
    backend.answerInquiry(inquiryId, given).catch((thrown: unknown) => {
      setAnswered(false);
      setProblem(thrown);
    });
  };
  return { answer, isAnswered, problem };
}
