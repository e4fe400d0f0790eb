/** The card as a screen would draw it, to look at: nothing in it can be pressed. */
import { ChevronDown } from "@openai/apps-sdk-ui/components/Icon";
import type { Card } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { ArgumentList } from "./argument-list";

/** The first two are buttons, the others stand in the menu. */
const BUTTONS = 2;

export function CardStill({ card }: { card: Card }) {
  const buttons = card.choices.slice(0, BUTTONS);
  const menu = card.choices.slice(BUTTONS);
  return (
    <figure className="flex flex-col gap-1.5" data-testid="card-still">
      <figcaption className="text-secondary">
        The card of a call that asks, with arguments made from the tool’s schema
      </figcaption>
      <div className="flex max-w-md flex-col gap-2 rounded-xl border border-default bg-surface p-3 shadow-sm">
        <p className="text-sm font-semibold">{visibleText(card.question)}</p>
        <p className="text-sm [overflow-wrap:anywhere]">{visibleText(card.sentence)}</p>
        <ArgumentList value={card.arguments} />
        <p className="text-secondary underline">{card.details}</p>
        <p className="flex flex-wrap gap-2">
          {buttons.map(({ choice, label }) => (
            <span
              key={choice}
              className={`rounded-full px-3 py-1 ${
                choice === "deny" ? "border border-default" : "bg-primary-solid text-primary-solid"
              }`}
            >
              {visibleText(label)}
            </span>
          ))}
          {menu.length > 0 ? (
            <span className="flex items-center rounded-full border border-default px-2" aria-hidden>
              <ChevronDown className="size-4" />
            </span>
          ) : null}
        </p>
        {menu.length > 0 ? (
          <ul
            aria-label="In the menu"
            className="w-fit max-w-full self-end rounded-lg border border-subtle px-3 py-1.5"
          >
            {menu.map(({ choice, label }) => (
              <li key={choice} className="py-0.5">
                {visibleText(label)}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </figure>
  );
}
