import { assert, type Instant, type Micros } from '@flywheel/primitives';
import { accountName } from './account.ts';
import { balancedEntry, type Entry } from './entry.ts';
import type { Period } from './period.ts';

/** Sets retained earnings of a closed month aside for named funds: Dr 3020, Cr 3100 of each fund. Refuses an allocation of nothing. */
export function reinvestment(options: {
  period: Period;
  currency: string;
  funds: ReadonlyArray<{ fund: string; amountMicros: Micros }>;
  snapshotSha256: string;
  ruleVersion: number;
  at: Instant;
  actor: string;
}): Entry {
  const { period, currency, funds, snapshotSha256, ruleVersion, at, actor } = options;
  const total = funds.reduce((sum, each) => sum + each.amountMicros, 0n) as Micros;
  assert(total > 0n, 'a reinvestment allocates something');
  const postings = [
    { account: accountName('3020'), currency, amountMicros: total },
    ...funds.map((each) => ({ account: accountName('3100', each.fund), currency, amountMicros: -each.amountMicros as Micros })),
  ];
  const meta = { period, snapshotSha256 };
  return balancedEntry({ key: `reinvestment:${period}:${currency}`, kind: 'reinvestment', at, actor, postings, ruleVersion, meta });
}
