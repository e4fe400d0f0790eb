/** What a server asks of the person: who asks, what, and the answers there are. Nothing is sent before one is given. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import type { Inquiry, Question } from "../../bindings";
import { Elapsed } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";
import { ProblemPanel } from "../problem-panel";
import { type Answering, useAnswering } from "./answering";
import { FormQuestion } from "./form-question";
import { SamplingQuestion } from "./sampling-question";
import { UrlQuestion } from "./url-question";

const TITLES: Record<Question["kind"], string> = {
  form: "asks for input",
  url: "asks you to visit an address",
  sampling: "asks for a model’s reply",
};

export function InquiryCard({ inquiry, waiting }: { inquiry: Inquiry; waiting: number }) {
  const answering = useAnswering(inquiry.id);
  const { question, appName, askedAt, callId } = inquiry;
  return (
    <section
      aria-label="Question of a server"
      data-testid="inquiry-card"
      data-kind={question.kind}
      className="flex max-h-[70vh] min-h-32 shrink-4 flex-col gap-2.5 overflow-y-auto border-b border-default border-l-4 border-l-[var(--color-border-info-outline)] bg-surface-secondary p-4 pl-3"
    >
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 text-sm font-semibold [overflow-wrap:anywhere]">
          {visibleText(appName)} {TITLES[question.kind]}
        </h2>
        <span className="text-xs text-secondary">
          {waiting > 1 ? <span data-testid="inquiry-count">1 of {waiting} · </span> : null}
          <Elapsed since={askedAt} />
        </span>
      </div>
      {callId ? <OfCall id={callId} /> : null}
      <Body question={question} answering={answering} />
      {answering.problem ? <ProblemPanel problem={answering.problem} /> : null}
    </section>
  );
}

function Body({ question, answering }: { question: Question; answering: Answering }) {
  switch (question.kind) {
    case "form":
      return <FormQuestion message={question.message} schema={question.schema} answering={answering} />;
    case "url":
      return <UrlQuestion message={question.message} url={question.url} answering={answering} />;
    case "sampling":
      return <SamplingQuestion params={question.params} answering={answering} />;
  }
}

function OfCall({ id }: { id: string }) {
  const { go } = useNavigation();
  return (
    <div>
      <Button
        color="secondary"
        variant="soft"
        size="2xs"
        data-testid="inquiry-call"
        onClick={() => go({ kind: "call", id })}
      >
        During a call: show it
      </Button>
    </div>
  );
}
