/**
 * The line over the header while the program itself asks something. No frame of a widget ever reaches this part of
 * the screen, in whatever mode it is: what a widget draws can look like a question of ours, but has no such line.
 */
export function HostAsks() {
  return (
    <p className="host-asks" data-testid="host-asks" role="status">
      Greenroom asks. No widget can write here.
    </p>
  );
}
