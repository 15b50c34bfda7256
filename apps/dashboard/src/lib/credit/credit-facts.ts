import type { Account } from '@flywheel/http/accounts';

type Credit = NonNullable<Account['credit']>;

/** What is left of a limit; nothing when more is taken than the limit is by now. */
export function creditLeft({ limitMicros, committedMicros }: Credit): bigint {
  const left = BigInt(limitMicros) - BigInt(committedMicros);
  return left > 0n ? left : 0n;
}

/** How much more is committed already than a lowered limit allows; 0n when it holds. */
export function beyondLimit({ limitMicros, committedMicros }: Credit): bigint {
  const beyond = BigInt(committedMicros) - BigInt(limitMicros);
  return beyond > 0n ? beyond : 0n;
}
