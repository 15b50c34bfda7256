import { capture, insertCharges, lockOpenBuckets, type Delivery } from '@flywheel/database/charges';
import { toRowId } from '@flywheel/primitives';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { RecordBeacons } from '@flywheel/settle';
import type { Part } from '../part.ts';
import { judgedDeliveries, price, recordedTokens } from './impressions.ts';
import { openMoneyWorld, type MoneyWorld } from './money-world.ts';
import { measurePrepared, tableOf, type PreparedVariant } from './rounds.ts';

const rounds = 3;
const group = 500;
const charged = 40_000;
const beaconed = 20_000;
const singly = 1_500;

/**
 * P4: charges a second until they are on disk. Charge and lease in one transaction, 500 at a time, which the goal is about; the whole way
 * of a beacon (token, decision, fact, charge, lease); and what one would write first, a transaction for each impression.
 */
export const chargesPart: Part = async ({ databaseUrl, tell }) => {
  const world = await openMoneyWorld(databaseUrl, { part: 'charges', campaigns: 50, creators: 1, connections: 8 });
  // A later day than anything that was sealed in the same run.
  world.clock.advance(86_400_000);
  try {
    const tokens = new ImpressionTokens(seededTokenKeys('bench'));
    const variants = [
      ...[8, 4, 1].map((writers) => chargeVariant(world, writers)),
      ...[4, 1].map((writers) => beaconVariant(world, tokens, writers)),
      singleVariant(world, tokens),
    ];
    const rows = await measurePrepared(variants, rounds, tell);
    await checkSums(world, (rounds + 1) * (3 * charged + 2 * beaconed + singly));
    return tableOf('charges (goal of P4: 60,000 charges a second)', 'charges', rows);
  } finally {
    await world.database.close();
  }
};

function chargeVariant(world: MoneyWorld, writers: number): PreparedVariant {
  const { database } = world;
  const write = (rows: readonly Delivery[]): Promise<void> =>
    database.inTransaction(async (tx) => {
      await lockOpenBuckets(tx, [...new Set(rows.map((row) => row.bucket))]);
      await capture(tx, await insertCharges(tx, rows, 1));
    });
  return {
    name: `charges and leases, 500 a commit, ${writers} writer${writers > 1 ? 's' : ''}`,
    prepare: async () => {
      const groups = groupsOf(judgedDeliveries(world, charged));
      return { things: charged, run: () => byWriters(groups, writers, write) };
    },
  };
}

function beaconVariant(world: MoneyWorld, tokens: ImpressionTokens, writers: number): PreparedVariant {
  const beacons = new RecordBeacons(world.database, tokens, world.random);
  return {
    name: `beacons, the whole way, 500 a commit, ${writers} writer${writers > 1 ? 's' : ''}`,
    prepare: async () => {
      const groups = groupsOf(await recordedTokens(world, tokens, beaconed));
      const run = () =>
        byWriters(groups, writers, (own) => beacons.run(own.map((token) => impression(world, token))).then(() => undefined));
      return { things: beaconed, run };
    },
  };
}

function singleVariant(world: MoneyWorld, tokens: ImpressionTokens): PreparedVariant {
  const beacons = new RecordBeacons(world.database, tokens, world.random);
  return {
    name: 'beacons, a transaction for each impression, 8 writers',
    prepare: async () => {
      const all = await recordedTokens(world, tokens, singly);
      const run = () => byWriters(all, 8, (token) => beacons.run([impression(world, token)]).then(() => undefined));
      return { things: singly, run };
    },
  };
}

const impression = (world: MoneyWorld, token: string) => ({ kind: 'impression' as const, token, acceptedAt: world.clock.now() });

function groupsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / group) }, (_, n) => all.slice(n * group, (n + 1) * group));
}

async function byWriters<T>(work: readonly T[], writers: number, write: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...work];
  const writer = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await write(next);
  };
  await Promise.all(Array.from({ length: writers }, writer));
}

/** Every charge is there once, at its price, and its lease was drawn for it. */
async function checkSums({ database, account, campaigns }: MoneyWorld, expected: number): Promise<void> {
  const { rows } = await database.reports.query<{ n: number; paid: bigint; drawn: bigint }>(
    `SELECT count(*)::int AS n, sum(price_micros)::bigint AS paid,
       (SELECT sum(spent_micros)::bigint FROM budget_lease WHERE lease_id = ANY ($2::uuid[])) AS drawn
     FROM charge WHERE account_id = $1`,
    [toRowId(account), campaigns.map(({ lease }) => toRowId(lease))],
  );
  const [found] = rows;
  const paid = BigInt(expected) * price;
  if (found?.n !== expected || found.paid !== paid || found.drawn !== paid)
    throw new Error(
      `charges do not add up: ${JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
    );
}
