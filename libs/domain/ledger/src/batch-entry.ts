import { assert, micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { accountName } from './account.ts';
import { balancedEntry, type Entry, type Posting } from './entry.ts';
import { shareAccounts, type RevenueMode } from './revenue-mode.ts';

/**
 * What a campaign's delivery is paid from: `prepaid`, money held before it ran (2020 of the campaign); `postpaid`, the credit of its
 * advertiser, whose unbilled receivable (1110 of the account) grows until an invoice takes it over.
 */
export type Funding = 'prepaid' | { postpaid: Id<'acc'> };

/** All charges of one campaign in one sealed minute, with each creator's part of the share. */
export type Batch = {
  bucket: Instant;
  campaign: Id<'cmp'>;
  gen: number;
  currency: string;
  /** What the campaign pays; positive. */
  amountMicros: Micros;
  creators: ReadonlyArray<{ creator: Id<'crt'>; shareMicros: Micros }>;
  /** A share that stays in a pool until its period is allocated, beside what goes to creators directly. */
  pooled?: { pool: string; shareMicros: Micros };
  ruleVersion: number;
  /** Default: prepaid, principal. */
  funding?: Funding;
  mode?: RevenueMode;
  /** Hex of the hash over every billing field of every charge. */
  sha256: string;
  rows: number;
};

const directPool = 'direct';

/**
 * The one entry of a batch: Dr 2020 held (or 1110 unbilled), Cr 4010 revenue; Dr 5010 share, Cr 2100 pool; and straight on from the pool
 * to the creators on whose content the ads stood, Dr 2100, Cr 2110. An agent books only his part: Cr 4020 fee and Cr 2100 share, no 5010.
 * Refuses shares that exceed the amount.
 */
export function batchEntry(batch: Batch): Entry {
  const { bucket, campaign, gen, currency, amountMicros, creators, ruleVersion, sha256, rows } = batch;
  const shareMicros = micros(creators.reduce((sum, each) => sum + each.shareMicros, 0n));
  const pooledMicros = batch.pooled?.shareMicros ?? 0n;
  assert(amountMicros > 0n && shareMicros + pooledMicros <= amountMicros, 'a batch pays creators no more than it earns');
  const { funding = 'prepaid', mode = 'principal' } = batch;
  const pool = accountName('2100', directPool);
  const payer = funding === 'prepaid' ? accountName('2020', campaign) : accountName('1110', funding.postpaid);
  const line = (account: string, value: bigint): Posting => ({ account, currency, amountMicros: micros(value) });
  const postings: Posting[] = [
    line(payer, amountMicros),
    ...shareAccounts(mode)
      .earned(amountMicros, shareMicros + pooledMicros)
      .map(([account, value]) => line(account, value)),
    ...(batch.pooled ? [line(accountName('2100', batch.pooled.pool), -pooledMicros)] : []),
    line(pool, -shareMicros),
    line(pool, shareMicros),
    ...creators.map((each) => line(accountName('2110', each.creator), -each.shareMicros)),
  ];
  const meta = { bucket: new Date(bucket).toISOString(), campaign, gen: String(gen), rows: String(rows), sha256 };
  const key = batchKey(bucket, campaign, gen);
  return balancedEntry({ key, kind: 'batch', at: bucket, actor: 'sealer', postings, ruleVersion, meta, hub: pool });
}

/** The business key of a batch's entry. */
export function batchKey(bucket: Instant, campaign: Id<'cmp'>, gen: number): string {
  return `batch:${new Date(bucket).toISOString()}:${campaign}:${gen}`;
}
