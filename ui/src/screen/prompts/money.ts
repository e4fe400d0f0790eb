/** An amount in the minor unit of its currency, as people read it. */
export function money(amount: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(amount / 10 ** digits);
  } catch {
    // Three letters that are no currency.
    return `${(amount / 100).toFixed(2)} ${currency}`;
  }
}
