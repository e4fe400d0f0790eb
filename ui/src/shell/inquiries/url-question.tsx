/** A question that sends the person to an address: where it leads is said before it is opened. */
import { Warning } from "@openai/apps-sdk-ui/components/Icon";
import { visibleText } from "../../parts/visible-text";
import type { Answering } from "./answering";
import { Answers } from "./answers";

type Props = { message: string; url: string; answering: Answering };

export function UrlQuestion({ message, url, answering }: Props) {
  const destination = destinationOf(url);
  return (
    <>
      <p className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]" data-testid="inquiry-message">
        {visibleText(message)}
      </p>
      <div className="flex flex-col gap-1 rounded-md bg-surface p-2.5">
        <p className="text-xs text-secondary">It leads to</p>
        <p className="text-base font-semibold [overflow-wrap:anywhere]" data-testid="inquiry-host">
          {destination.host}
        </p>
        <code className="text-xs text-secondary [overflow-wrap:anywhere]" data-testid="inquiry-url">
          {visibleText(url)}
        </code>
        {destination.warning ? (
          <p className="flex items-start gap-1.5 text-xs text-warning-surface">
            <Warning className="mt-0.5 size-3.5 shrink-0" /> {destination.warning}
          </p>
        ) : null}
      </div>
      <Answers
        acceptLabel="Open and continue"
        missing={destination.isWeb ? "" : "Only addresses of the web are opened"}
        onAccept={() => answering.answer({ kind: "accept", content: null })}
        answering={answering}
      />
    </>
  );
}

type Destination = { host: string; isWeb: boolean; warning: string };

/** The host as the network sees it: letters of other scripts that look like ours are written out. */
function destinationOf(url: string): Destination {
  if (!URL.canParse(url)) {
    return { host: "nowhere", isWeb: false, warning: "This is no complete address, so it cannot be opened." };
  }
  const { protocol, host, username } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") {
    return {
      host: host || protocol,
      isWeb: false,
      warning: `Only http and https are opened, and this is ${protocol}`,
    };
  }
  const warnings = [
    protocol === "http:" ? "Nothing is encrypted on the way there." : "",
    username ? "What stands before the @ is not the host." : "",
    host.includes("xn--") ? "The host’s name has letters of another script, written out here." : "",
  ];
  return { host, isWeb: true, warning: warnings.filter((one) => one !== "").join(" ") };
}
