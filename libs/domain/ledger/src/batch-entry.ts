import { assert, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { accountName } from './account.ts';
import { balancedEntry, type Entry, type Posting } from './entry.ts';
import { transfer } from './transfer.ts';

/** All charges of one campaign in one sealed minute, with each creator's part of the share. */
export type Batch = {
  bucket: Instant;
  campaign: Id<'cmp'>;
  gen: number;
  currency: string;
  /** What the campaign pays; positive. */
  amountMicros: Micros;
  creators: ReadonlyArray<{ creator: Id<'crt'>; shareMicros: Micros }>;
  ruleVersion: number;
  /** Hex of the hash over every billing field of every charge. */
  sha256: string;
  rows: number;
};

const directPool = 'direct';

/**
 * The one entry of a batch: Dr 2020 held, Cr 4010 revenue; Dr 5010 share, Cr 2100 pool; and straight on from the pool to the creators on
 * whose content the ads stood, Dr 2100, Cr 2110. Refuses shares that exceed the amount.
 */
export function batchEntry(batch: Batch): Entry {
  const { bucket, campaign, gen, currency, amountMicros, creators, ruleVersion, sha256, rows } = batch;
  const shareMicros = creators.reduce((sum, each) => sum + each.shareMicros, 0n) as Micros;
  assert(amountMicros > 0n && shareMicros <= amountMicros, 'a batch pays creators no more than it earns');
  const pool = accountName('2100', directPool);
  const postings: Posting[] = [
    ...transfer({ debit: accountName('2020', campaign), credit: accountName('4010'), currency, amountMicros }),
    ...transfer({ debit: accountName('5010'), credit: pool, currency, amountMicros: shareMicros }),
    { account: pool, currency, amountMicros: shareMicros },
    ...creators.map((each) => ({ account: accountName('2110', each.creator), currency, amountMicros: -each.shareMicros as Micros })),
  ];
  const meta = { bucket: new Date(bucket).toISOString(), campaign, gen: String(gen), rows: String(rows), sha256 };
  return balancedEntry({ key: batchKey(bucket, campaign, gen), kind: 'batch', at: bucket, actor: 'sealer', postings, ruleVersion, meta });
}

/** The business key of a batch's entry. */
export function batchKey(bucket: Instant, campaign: Id<'cmp'>, gen: number): string {
  return `batch:${new Date(bucket).toISOString()}:${campaign}:${gen}`;
}
