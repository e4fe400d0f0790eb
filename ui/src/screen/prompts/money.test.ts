/** Amounts in minor units. */
import { expect, test } from "vitest";
import { money } from "./money";

test.each([
  [3850, "USD", "$38.50"],
  [3850, "JPY", "¥3,850"],
  [1234, "KWD", "KWD 1.234"],
  [-500, "EUR", "-€5.00"],
  [0, "USD", "$0.00"],
])("%i of %s is %s", (amount, currency, shown) => {
  // Intl puts a no-break space between a code and its number.
  expect(money(amount, currency).replaceAll("\u00a0", " ")).toBe(shown);
});
