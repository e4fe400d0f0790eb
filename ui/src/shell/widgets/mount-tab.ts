/** For tests: the shell with the widget tab of a call open. */
import type { CallRecord } from "../../bindings";
import type { Handlers } from "../fake-backend";
import { call, conversation, record } from "../fixtures/conversation";
import { type Mounted, mountShell } from "../testing";

const shown: CallRecord = record({
  call: call({ template: { uri: "ui://board", key: "ui.resourceUri" } }),
});

export async function mountTab(handlers: Handlers, one = shown): Promise<Mounted> {
  const mounted = await mountShell({
    conversation: () => conversation(one.call),
    call: () => one,
    ...handlers,
  });
  await mounted.click("tab-activity");
  await mounted.click("call-row");
  await mounted.click("call-tab-widget");
  return mounted;
}
