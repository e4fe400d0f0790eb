/** The payment sheet, always in test mode: what would be paid, to whom, and that nothing is. */
import type { Checkout, PromptAnswer } from "../../bindings";
import { visibleText } from "../../parts/visible-text";
import { WarningIcon } from "../icons";
import { money } from "./money";
import { PromptDialog } from "./prompt-dialog";

type Props = { appName: string; checkout: Checkout; onAnswer: (answer: PromptAnswer) => void };

export function CheckoutPrompt({ appName, checkout, onAnswer }: Props) {
  const { merchant, provider, currency, items, totals, links, remarks } = checkout;
  const decline = () => onAnswer({ kind: "declined" });
  const choices = (
    <>
      <button type="button" className="button" data-testid="checkout-decline" onClick={decline}>
        Decline
      </button>
      <button
        type="button"
        className="button"
        data-testid="checkout-pay"
        data-primary="true"
        onClick={() => onAnswer({ kind: "accepted" })}
      >
        Pay (test)
      </button>
    </>
  );
  return (
    <PromptDialog
      title={`Pay ${visibleText(appName)}`}
      testId="checkout-dialog"
      onDecline={decline}
      choices={choices}
    >
      <p className="checkout-test" data-testid="checkout-note">
        Test mode: nothing is paid and no card is used.
      </p>
      {remarks.map((remark) => (
        <p key={remark} className="prompt-remark" data-testid="checkout-remark">
          <WarningIcon />
          <span>{visibleText(remark)}</span>
        </p>
      ))}
      <dl className="checkout-lines" data-testid="checkout-items">
        {items.map(({ name, quantity, total }, index) => (
          // Two items may be alike in everything; their order never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index}>
            <dt>
              {visibleText(name)} <span className="checkout-quantity">× {quantity}</span>
            </dt>
            <dd>{money(total, currency)}</dd>
          </div>
        ))}
      </dl>
      <dl className="checkout-lines checkout-totals" data-testid="checkout-totals">
        {totals.map(({ kind, text, amount }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two totals may be alike; their order never changes
          <div key={index} data-total={kind === "total"}>
            <dt>{visibleText(text)}</dt>
            <dd>{money(amount, currency)}</dd>
          </div>
        ))}
      </dl>
      <p className="checkout-merchant">
        Merchant {visibleText(merchant)}, by {visibleText(provider)}
      </p>
      <ul className="checkout-links" aria-label="Links of the merchant">
        {links.map(({ text, url }) => (
          <li key={url + text}>
            {visibleText(text)}: <span className="checkout-url">{visibleText(url)}</span>
          </li>
        ))}
      </ul>
    </PromptDialog>
  );
}
