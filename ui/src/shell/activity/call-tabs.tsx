/** The parts of a call's record. */
import type { ReactNode } from "react";
import type { CallRecord, VerdictAction } from "../../bindings";
import { duration, moment } from "../../parts/elapsed";
import { JsonTree } from "../../parts/json-tree";
import { visibleText } from "../../parts/visible-text";
import { Alternatives } from "../approvals/alternatives";
import { ExchangeView } from "../exchange-view";
import { Facts } from "../facts";
import { Section } from "../page";
import { useScreenName } from "../stage/use-screen-name";
import { askerText, decisionText } from "./call-state";
import { UnknownContent } from "./unknown-content";

type Props = { record: CallRecord };

export function ResultTab({ record: { call, response } }: Props) {
  const result = member(response, "result");
  if (result === undefined) return <Nothing>{whyNoResult(call)}</Nothing>;
  const isError = member(result, "isError");
  return (
    <>
      {isError === undefined ? null : (
        <p className={`text-sm ${isError === true ? "text-danger" : "text-secondary"}`}>
          isError: <code>{JSON.stringify(isError)}</code>
        </p>
      )}
      <UnknownContent content={member(result, "content")} />
      {["structuredContent", "content", "_meta"].map((key) => (
        <Part key={key} title={key} value={member(result, key)} />
      ))}
    </>
  );
}

const OF_A_FIXTURE = "A fixture: nothing was called. What its widget is told is under Edit.";

function whyNoResult({ asker, state }: CallRecord["call"]): string {
  if (asker.kind === "fixture") return OF_A_FIXTURE;
  switch (state) {
    case "awaitingApproval":
      return "Waiting for approval: the server has seen nothing yet.";
    case "queued":
      return "Waiting for an earlier call of the conversation to end: the server has seen nothing yet.";
    case "running":
      return "The server has not answered yet.";
    case "denied":
      return "Denied: the server has seen nothing.";
    default:
      return "The server sent no result.";
  }
}

export function WireTab({ record }: Props) {
  if (record.call.asker.kind === "fixture") return <Nothing>{OF_A_FIXTURE}</Nothing>;
  return (
    <>
      <Section title="Request">
        <Request record={record} />
      </Section>
      <Section title="Response">
        <Response record={record} />
      </Section>
    </>
  );
}

function Request({ record: { request, call } }: Props) {
  if (request === null) {
    return (
      <>
        <Nothing>Nothing was sent. These are the arguments that were proposed:</Nothing>
        <JsonTree value={call.arguments} label="the arguments" />
      </>
    );
  }
  return <JsonTree value={request} label="the request" />;
}

function Response({ record: { response, exchange } }: Props) {
  return (
    <>
      {response === null ? (
        <Nothing>Nothing came back.</Nothing>
      ) : (
        <JsonTree value={response} label="the response" />
      )}
      {exchange ? <ExchangeView exchange={exchange} /> : null}
    </>
  );
}

export function DetailsTab({ record: { call } }: Props) {
  const nameOf = useScreenName();
  const actions = { run: "Ran without asking", ask: "Asked first", refuse: "Refused" };
  return (
    <>
      <Section title="Why">
        <Facts
          facts={[
            ["Asked by", askerText(call.asker, nameOf)],
            ["Verdict", actions[call.verdict.action]],
            ["Reason", visibleText(call.verdict.reason)],
            [
              "Decision",
              call.decision ? decisionText(call.decision, nameOf) : undecided(call.verdict.action),
            ],
            ["Decided", call.decision ? moment(call.decision.at) : "–"],
          ]}
        />
        <Alternatives verdict={call.verdict} />
      </Section>
      <Section title="Timing">
        <Timing call={call} />
      </Section>
    </>
  );
}

function undecided(action: VerdictAction): string {
  return action === "ask" ? "None was given yet." : "None was needed.";
}

function Timing({ call }: Pick<CallRecord, "call">) {
  return (
    <Facts
      facts={[
        ["Proposed", moment(call.proposedAt)],
        ["Sent", call.sentAt ? moment(call.sentAt) : "Never left for the server"],
        ["Settled", call.settledAt ? moment(call.settledAt) : "Not settled yet"],
        ["Took", call.durationMs === null ? "–" : `${duration(call.durationMs)}, from leaving to settling`],
      ]}
    />
  );
}

function Part({ title, value }: { title: string; value: unknown }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-mono text-xs text-secondary">{title}</h3>
      {value === undefined ? <Nothing>not sent</Nothing> : <JsonTree value={value} label={title} />}
    </section>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-sm text-tertiary">{children}</p>;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
