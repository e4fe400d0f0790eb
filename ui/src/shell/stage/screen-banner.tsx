/** What stands in a screen's place while its native view is not there: loading, hung, or stopped. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Warning } from "@openai/apps-sdk-ui/components/Icon";
import type { Screen } from "../../bindings";
import { Elapsed, moment } from "../../parts/elapsed";
import { visibleText } from "../../parts/visible-text";

type Props = { screen: Screen; onReload: () => void };

export function ScreenBanner({ screen: { device, status }, onReload }: Props) {
  if (status.kind === "live") return null;
  if (status.kind === "loading") {
    return (
      <p className="flex size-full items-center justify-center text-xs text-tertiary" role="status">
        Loading the screen…
      </p>
    );
  }
  return (
    <div
      role="alert"
      data-testid="screen-banner"
      data-screen={device.id}
      className="flex size-full flex-col items-center justify-center gap-3 overflow-y-auto p-4 text-center text-sm"
    >
      <Warning className="size-6 text-danger" />
      {status.kind === "hung" ? (
        <div className="flex flex-col gap-1">
          <p className="font-medium">This screen does not answer.</p>
          <p className="text-xs text-secondary">
            Its page has been busy since {moment(status.since)} (<Elapsed since={status.since} />
            ), most likely a widget in an endless loop. It comes back by itself if the page does, and is
            stopped when the time in the settings is over.
          </p>
        </div>
      ) : (
        <div className="flex flex-col gap-1">
          <p className="font-medium">This screen has stopped.</p>
          <p className="text-xs text-secondary">{visibleText(status.reason)}</p>
        </div>
      )}
      <p className="text-xs text-secondary">The rest of Greenroom and the other screens are not affected.</p>
      <Button
        color="primary"
        size="sm"
        data-testid="screen-banner-reload"
        data-screen={device.id}
        onClick={onReload}
      >
        Reload
      </Button>
    </div>
  );
}
