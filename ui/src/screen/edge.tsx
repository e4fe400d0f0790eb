/**
 * The first and the last that Tab comes to in the screen: there it goes on at the other end. Otherwise the engine hands the
 * focus to the window, which gives it to the next screen, or to nothing at all. Who comes from nowhere goes on at this end.
 * F6 leads out.
 */
import { EDGE, takeFocusAt } from "../parts/take-focus";

export function Edge({ goesOnAt }: { goesOnAt: "start" | "end" }) {
  const mark = { [EDGE]: goesOnAt };
  const here = goesOnAt === "end" ? "start" : "end";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nobody acts on it; Tab only passes.
    <span
      {...mark}
      className="edge"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: Tab must come here.
      tabIndex={0}
      onFocus={({ relatedTarget }) => takeFocusAt(relatedTarget ? goesOnAt : here, document)}
    />
  );
}
