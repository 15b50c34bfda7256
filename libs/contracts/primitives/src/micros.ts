declare const brand: unique symbol;

/** An amount of money in millionths of the currency's unit; integer, may be negative. */
export type Micros = bigint & { readonly [brand]: 'Micros' };

const wirePattern = /^-?(0|[1-9]\d{0,18})$/;

/** Brands an integer as micros. Refuses a number that is not a safe integer. */
export function micros(amount: bigint | number): Micros {
  if (typeof amount === 'number' && !Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of micros: ${amount}`);
  return BigInt(amount) as Micros;
}

/** Reads the wire form: a decimal integer string of micros. Returns undefined for anything else. */
export function parseMicros(text: string): Micros | undefined {
  return wirePattern.test(text) ? (BigInt(text) as Micros) : undefined;
}

/** The amount in whole units with six decimals and no grouping, e.g. `-12.340000`. */
export function formatMicros(amount: Micros): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(7, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
