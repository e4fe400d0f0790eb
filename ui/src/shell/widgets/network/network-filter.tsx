/** Which requests are shown: by what became of them, by what made them, and by text. */
import { Search } from "@openai/apps-sdk-ui/components/Icon";
import { Input } from "@openai/apps-sdk-ui/components/Input";
import { Choice } from "../../../parts/choice";
import {
  INITIATOR_CHOICES,
  type InitiatorChoice,
  type RequestFilter,
  VERDICT_CHOICES,
  type VerdictChoice,
} from "./filter";

type Props = { filter: RequestFilter; onChange: (filter: RequestFilter) => void };

export function NetworkFilter({ filter, onChange }: Props) {
  return (
    <search className="flex flex-wrap gap-2">
      <Input
        className="min-w-0 flex-1 basis-full"
        size="sm"
        type="search"
        aria-label="Search the requests"
        data-testid="network-search"
        placeholder="Search addresses and types"
        spellCheck={false}
        autoComplete="off"
        startAdornment={<Search className="size-4 text-tertiary" />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <Choice
        label="What became of it"
        testId="network-verdict"
        className="flex-1 basis-32"
        value={filter.verdict}
        options={VERDICT_CHOICES}
        onChange={(verdict) => onChange({ ...filter, verdict: verdict as VerdictChoice })}
      />
      <Choice
        label="What made it"
        testId="network-initiator"
        className="flex-1 basis-32"
        value={filter.initiator}
        options={INITIATOR_CHOICES}
        onChange={(initiator) => onChange({ ...filter, initiator: initiator as InitiatorChoice })}
      />
    </search>
  );
}
