/**
 * A line in the header while the program itself asks something. No frame of a widget ever reaches this part of the
 * screen, in whatever mode it is: what a widget draws can look like a question of ours, but has no such line above it.
 */
import { LockIcon } from "./icons";

/** `over`: over the bar of a fullscreen widget, all of which it covers. */
export function HostAsks({ over }: { over: boolean }) {
  return (
    <p
      className="host-asks"
      data-testid="host-asks"
      data-over={over}
      role="status"
      title="No widget can draw up here. A question without this line is a widget’s."
    >
      <LockIcon />
      Greenroom asks, not a widget
    </p>
  );
}
