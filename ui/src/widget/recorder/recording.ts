/** For the tests of this folder: collects what is observed, and tells it when it is asked. */
import type { Observation } from "../../bindings";
import { collectObservations } from "./observations";
import { createPositions } from "./positions";

export function recording() {
  const observed: Observation[] = [];
  const observations = collectObservations((batch) => observed.push(...structuredClone(batch)));
  const positions = createPositions({ line: 1, lines: 1, columns: 0 }, "widget://board/");

  /** Everything since this was asked last, without times and places. */
  function told() {
    observations.flush();
    return observed.splice(0).map((observation) => {
      const { at, started, duration, position, ...rest } = observation as Record<string, unknown>;
      return rest;
    });
  }

  /** The requests, each as it is now. */
  function requests() {
    const byId = new Map(told().map((request) => [request.id, request]));
    return [...byId.values()].map(({ kind, id, ...request }) => request);
  }

  return { observations, positions, told, requests };
}
