/** Where a connector's server is, in one line. */
import type { Endpoint } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { commandLineOf } from "./command-line";

export function address(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case "demo":
      return "Comes with Greenroom, no server needed";
    case "stdio":
      return visibleText(commandLineOf([endpoint.command, ...endpoint.arguments]));
    default:
      return visibleText(endpoint.url);
  }
}
