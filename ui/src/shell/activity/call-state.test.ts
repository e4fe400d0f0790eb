/** How decisions are told. */
import { expect, test } from "vitest";
import type { Outcome } from "../../bindings";
import { decisionText } from "./call-state";

const nameOf = (screen: string) => (screen === "phone" ? "iPhone 15" : screen);
const told = (outcome: Outcome, by: string) =>
  decisionText({ outcome, by, at: "2026-11-21T09:00:00Z" }, nameOf);

test("an answer is told with the place that it came from", () => {
  expect([
    told("allowed_once", "shell"),
    told("denied", "phone"),
    told("denied", "screen-9"),
    told("always_allowed", "command line"),
    told("denied_for_conversation", "rehearsal"),
    told("allowed_once", "conformance suite"),
    told("allowed_for_conversation", "greenroom"),
  ]).toEqual([
    "Allowed once in the workbench",
    "Denied on iPhone 15",
    "Denied on screen-9",
    "Always allowed on the command line",
    "Denied for the conversation by the rehearsal",
    "Allowed once by the conformance suite",
    "Allowed for the conversation by an earlier answer",
  ]);
});

test("a prompt that nobody answered says what ended it", () => {
  const outcomes: Outcome[] = [
    "withdrawn",
    "timed_out",
    "refreshed",
    "connector_disabled",
    "connector_deleted",
    "connector_moved",
    "window_closed",
    "quit",
    "crashed",
  ];
  expect(outcomes.map((outcome) => told(outcome, "greenroom"))).toEqual([
    "Withdrawn: the call was cancelled",
    "Not answered in time",
    "Refused: the connector was refreshed",
    "Refused: the connector was disabled",
    "Refused: the connector was deleted",
    "Refused: the connector leads to another server now",
    "Refused: the window was closed",
    "Refused: Greenroom was ended",
    "Refused: Greenroom crashed or was killed",
  ]);
});
