import { micros, type Micros } from '@flywheel/primitives';

/** Currencies whose minor unit is not a hundredth: digits after the point by ISO 4217. */
const digitsOf: Readonly<Record<string, number>> = {
  ...Object.fromEntries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0])),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** The smallest amount that banks move in the currency, in micros: 10,000 for USD, 1,000,000 for JPY, 1,000 for KWD. */
export function minorUnitMicros(currency: string): Micros {
  return micros(10n ** BigInt(6 - (digitsOf[currency] ?? 2)));
}

/** The whole minor units in an amount, rounded down (a negative amount too): what a payout sends; the rest stays in the account. */
export function floorToMinor(amount: Micros, currency: string): Micros {
  const unit = minorUnitMicros(currency);
  const rest = ((amount % unit) + unit) % unit;
  return micros(amount - rest);
}

/** The nearest whole minor units; exactly between two, the even one. For totals of invoices and for tax, once each. */
export function halfEvenToMinor(amount: Micros, currency: string): Micros {
  const unit = minorUnitMicros(currency);
  const floor = floorToMinor(amount, currency);
  const twice = (amount - floor) * 2n;
  const up = twice > unit || (twice === unit && (floor / unit) % 2n !== 0n);
  return micros(up ? floor + unit : floor);
}
