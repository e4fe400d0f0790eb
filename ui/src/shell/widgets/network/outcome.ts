/** What became of a request, in a word or two: a policy, CORS and a plain failure each have their own. */
import type { NetworkEntry } from "../../../bindings";

export type Came = {
  words: string;
  colour: string;
  /** The directive by which it was blocked or will be; empty where there is none. */
  by: string;
};

export function cameOf({ request, verdict }: NetworkEntry): Came {
  switch (verdict.kind) {
    case "blocked":
      return { words: "Blocked", colour: "font-medium text-danger", by: verdict.directive };
    case "willBreak":
      return {
        words: request.status === null ? "Will break" : `${request.status} · Will break`,
        colour: "font-medium text-warning",
        by: verdict.directive,
      };
    case "cors":
      return { words: "CORS", colour: "font-medium text-danger", by: "" };
    case "failed":
      return { words: "Failed", colour: "font-medium text-danger", by: "" };
    case "conditioned":
      return { words: "Conditions", colour: "font-medium text-info", by: "" };
    case "allowed":
      return { ...answered(request), by: "" };
  }
}

function answered({ status, outcome }: NetworkEntry["request"]): Omit<Came, "by"> {
  if (outcome === "aborted") return { words: "Cancelled", colour: "text-secondary" };
  if (outcome === "pending") return { words: "Pending", colour: "text-secondary" };
  if (status === null) return { words: "Done", colour: "text-secondary" };
  return { words: String(status), colour: status >= 400 ? "text-danger" : "text-secondary" };
}

/** The verdict as a sentence. */
export function verdictText({ request, verdict }: NetworkEntry): string {
  switch (verdict.kind) {
    case "blocked":
      return `Blocked by the content security policy: ${verdict.directive}`;
    case "willBreak":
      return `Allowed in this mode; ${verdict.directive} of the published app blocks it`;
    case "cors":
      return "Answered, but the server lets no widget read it (CORS)";
    case "failed":
      return "Failed: no answer came";
    case "conditioned":
      return "Failed by the network conditions of this screen";
    case "allowed":
      return request.outcome === "pending" ? "Allowed, and not finished yet" : "Allowed";
  }
}
