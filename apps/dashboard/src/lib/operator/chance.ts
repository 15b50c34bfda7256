/**
 * The predicted chance of the billing event in one impression, as a percentage. The record holds it per billing unit: parts per billion
 * for one click, a thousandth of that where 1,000 events are one unit (`impression`, `viewable`).
 */
export function formatChance(chancePpb: string, billingEvent: string): string {
  const whole = billingEvent === 'click' ? 1_000_000_000 : 1_000_000;
  const percent = (Number(chancePpb) / whole) * 100;
  return `${percent >= 10 ? percent.toFixed(1) : percent.toPrecision(2)}%`;
}
