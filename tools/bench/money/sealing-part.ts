import { toRowId } from '@flywheel/primitives';
import { SealBuckets } from '@flywheel/settle';
import type { Part } from '../part.ts';
import { openMoneyWorld, type MoneyWorld } from './money-world.ts';
import { measurePrepared, tableOf, type PreparedVariant } from './rounds.ts';

const rounds = 3;
const rows = 500_000;
const minuteMs = 60_000;

/**
 * Sealing a minute of 500,000 charges of 50 campaigns: count, sum, hash over every field, slices, shares, entries. With few creators, with
 * a long tail of them, and beside what one would write first: giving every charge its batch with an UPDATE.
 */
export const sealingPart: Part = async ({ databaseUrl, tell }) => {
  const world = await openMoneyWorld(databaseUrl, { part: 'sealing', campaigns: 50, creators: 10_000, connections: 4 });
  try {
    const variants = [
      sealVariant(world, 20, 'sealed without touching a charge, 1,000 slices'),
      updateVariant(world),
      sealVariant(world, 1_000, 'sealed, 50,000 slices'),
      sealVariant(world, 10_000, 'sealed, 500,000 slices: every charge a creator of its own'),
    ];
    const measured = await measurePrepared(variants, rounds, tell);
    await checkSealed(world);
    return tableOf(`sealing ${rows} charges of 50 campaigns (goal: 1.5 s)`, 'charges', measured);
  } finally {
    await world.database.close();
  }
};

function sealVariant(world: MoneyWorld, creators: number, name: string): PreparedVariant {
  return {
    name,
    prepare: async () => {
      const until = await newMinute(world, creators, 'charge');
      const run = async (): Promise<void> => {
        const sealed = await new SealBuckets(world.database).run({ now: until + 5_000 });
        if (sealed.batches !== world.campaigns.length) throw new Error(`${sealed.batches} batches`);
      };
      return { things: rows, run };
    },
  };
}

function updateVariant(world: MoneyWorld): PreparedVariant {
  return {
    name: 'sealed by UPDATE of every charge (hash, slices, entries apart)',
    prepare: async () => {
      const { reports } = world.database;
      await reports.query('DROP TABLE IF EXISTS updated_charge');
      await reports.query('CREATE TABLE updated_charge (LIKE charge INCLUDING ALL, batch integer)');
      const until = await newMinute(world, 20, 'updated_charge');
      const run = async (): Promise<void> => {
        const { rowCount } = await reports.query('UPDATE updated_charge SET batch = 1 WHERE bucket = $1 AND batch IS NULL', [
          new Date(until - minuteMs),
        ]);
        if (rowCount !== rows) throw new Error(`${rowCount} rows`);
      };
      return { things: rows, run };
    },
  };
}

/** Puts the charges of the next minute there and answers its end. Creator `i` of a campaign is the same one in each of its charges. */
async function newMinute(world: MoneyWorld, creators: number, table: string): Promise<number> {
  const bucket = world.clock.now();
  world.clock.advance(minuteMs);
  await world.database.reports.query(
    `INSERT INTO ${table} (campaign_id, imp_id, kind, bucket, account_id, ad_set_id, ad_id, creative_id, creator_id, decision_id, placement,
       country, currency, price_micros, quoted_micros, price_model, rule_version, lease_id, occurred_at, accepted_at, token_kid)
     SELECT ($1::uuid[])[1 + i % 50], uuidv7(), 'impression', $4, $2, $2, $2, $3, ($5::uuid[])[1 + (i / 50) % $6], uuidv7(), 'feed',
       'SE', 'USD', 1000 + i % 7, 1000 + i % 7, 'impression', 1, ($7::uuid[])[1 + i % 50], $4, $4, 'a'
     FROM generate_series(0, ${rows - 1}) i`,
    [
      world.campaigns.map(({ campaign }) => toRowId(campaign)),
      toRowId(world.account),
      toRowId(world.creative),
      new Date(bucket),
      world.creators.map(toRowId),
      creators,
      world.campaigns.map(({ lease }) => toRowId(lease)),
    ],
  );
  await world.database.reports.query(`ANALYZE ${table}`);
  return bucket + minuteMs;
}

/** Every charge is in exactly one batch, every batch is booked, its slices sum to it. */
async function checkSealed({ database }: MoneyWorld): Promise<void> {
  const { rows: found } = await database.reports.query<{ charged: bigint; batched: bigint; sliced: bigint; booked: bigint }>(
    `SELECT (SELECT sum(price_micros)::bigint FROM charge) AS charged, (SELECT sum(amount_micros)::bigint FROM batch) AS batched,
       (SELECT sum(amount_micros)::bigint FROM batch_slice) AS sliced,
       (SELECT -sum(balance_micros)::bigint FROM books.balance WHERE account = '4010') AS booked`,
  );
  const sums = Object.values(found[0] ?? {}) as bigint[];
  if (sums.length !== 4 || sums.some((sum) => sum !== sums[0])) throw new Error(`sealed charges do not add up: ${sums.join(', ')}`);
}
