/** The sandbox of a widget on one screen: by which mode, what it stopped or will stop, and what mends that. */
import type { Call, SandboxReport, WidgetReport } from "../../../bindings";
import { visibleText } from "../../../parts/visible-text";
import { ModeSwitch } from "../../csp/mode-switch";
import { Section } from "../../page";
import { useConnectors } from "../../queries";
import { PatchView } from "./patch-view";
import { SandboxFacts } from "./sandbox-facts";
import { SandboxFindings } from "./sandbox-findings";

export function SandboxPart({ call, report: { sandbox } }: { call: Call; report: WidgetReport }) {
  const connector = useConnectors().data?.find((one) => one.id === call.connectorId);
  return (
    <div className="flex flex-col gap-4" data-testid="sandbox">
      {connector ? (
        <Section title="Content security policy">
          <ModeSwitch connector={connector} />
        </Section>
      ) : null}
      {sandbox ? (
        <Came sandbox={sandbox} />
      ) : (
        <p className="text-sm text-tertiary">Its document has not been loaded yet.</p>
      )}
    </div>
  );
}

function Came({ sandbox }: { sandbox: SandboxReport }) {
  const { findings, patch, unused } = sandbox;
  return (
    <>
      {findings.length > 0 ? (
        <SandboxFindings findings={findings} />
      ) : (
        <p className="text-sm text-secondary" data-testid="sandbox-nothing">
          So far nothing was blocked or reported, and it was not seen to use what ChatGPT withholds.
        </p>
      )}
      {patch ? <PatchView patch={patch} /> : null}
      {unused.length > 0 ? <Unused domains={unused} /> : null}
      <SandboxFacts sandbox={sandbox} />
    </>
  );
}

function Unused({ domains }: { domains: string[] }) {
  return (
    <Section title="Declared, not asked for so far">
      <ul className="flex flex-col gap-0.5 font-mono text-xs [overflow-wrap:anywhere]" data-testid="unused">
        {domains.map((domain) => (
          <li key={domain}>{visibleText(domain)}</li>
        ))}
      </ul>
    </Section>
  );
}
